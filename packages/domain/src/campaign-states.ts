export const campaignStatuses = ['draft', 'scheduled', 'running', 'paused', 'completed', 'failed', 'cancelled'] as const
export type CampaignStatus = (typeof campaignStatuses)[number]

/** What a person may do to a campaign. */
export type CampaignAction = 'start' | 'pause' | 'resume' | 'cancel' | 'retry'

/**
 * The one truth about a campaign's life: action → the states that allow it. `retry` sends one of its messages again. By it a
 * completed campaign runs again, and completes again: the only way out of an end, and only a person takes it.
 */
export const campaignActions = {
  start: ['draft'],
  pause: ['scheduled', 'running'],
  resume: ['paused'],
  cancel: ['draft', 'scheduled', 'running', 'paused'],
  retry: ['running', 'paused', 'completed'],
} as const satisfies Record<CampaignAction, readonly CampaignStatus[]>

/** States in which a campaign's content and plan may still be edited. */
export const editableCampaignStatuses = ['draft', 'scheduled'] as const satisfies CampaignStatus[]

/** States from which a campaign never moves again, unless a person sends a message of it again. */
export const finalCampaignStatuses = ['completed', 'failed', 'cancelled'] as const satisfies CampaignStatus[]

/** Why an action is refused, as a sentence for a person; null when the state allows it. */
export function refusalOf(action: CampaignAction, status: CampaignStatus): string | null {
  if ((campaignActions[action] as readonly CampaignStatus[]).includes(status)) return null
  if (action === 'start' && status === 'running') return 'Campaign is already running'
  if (action === 'start' && status === 'scheduled') return 'Campaign is already scheduled'
  if (action === 'start' && status === 'paused') return 'Campaign is paused: resume it instead'
  if (action === 'pause' && status === 'paused') return 'Campaign is already paused'
  if (action === 'resume') return `Only a paused campaign can be resumed; this one is ${status}`
  if (action === 'cancel' && status === 'cancelled') return 'Campaign is already cancelled'
  if (action === 'retry') return `The campaign ${endedBy[status] ?? `is ${status}`}: nothing of it can be sent again`
  return `A campaign that is ${status} cannot be ${pastParticiple[action]}`
}

const endedBy: Partial<Record<CampaignStatus, string>> = { cancelled: 'was cancelled', failed: 'has failed' }
const pastParticiple = { start: 'started', pause: 'paused', resume: 'resumed', cancel: 'cancelled' } as const
