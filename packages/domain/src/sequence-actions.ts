import type { SequenceStatus } from './sequence-states.js'

/** What a person may do to a sequence. */
export type SequenceAction = 'activate' | 'pause' | 'resume' | 'archive'

/** The one truth about a sequence's life: action → the states that allow it. A draft is deleted, not archived. */
export const sequenceActions = {
  activate: ['draft'],
  pause: ['active'],
  resume: ['paused'],
  archive: ['active', 'paused'],
} as const satisfies Record<SequenceAction, readonly SequenceStatus[]>

/** Why an action is refused, as a sentence for a person; null when the state allows it. */
export function sequenceRefusalOf(action: SequenceAction, status: SequenceStatus): string | null {
  if ((sequenceActions[action] as readonly SequenceStatus[]).includes(status)) return null
  if (status === reached[action]) return `Sequence is already ${status}`
  if (action === 'activate' && status === 'paused') return 'Sequence is paused: resume it instead'
  if (action === 'resume') return `Only a paused sequence can be resumed; this one is ${status}`
  return `A sequence that is ${status} cannot be ${pastParticiple[action]}`
}

const reached = { activate: 'active', pause: 'paused', resume: 'active', archive: 'archived' } as const
const pastParticiple = { activate: 'activated', pause: 'paused', resume: 'resumed', archive: 'archived' } as const
