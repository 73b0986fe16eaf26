import { countAudience } from '@siaran/db'
import type { ApiDeps } from '../app.js'
import { Problem } from '../problem.js'

/**
 * Big sends are a decision: above SIARAN_CONFIRM_ABOVE recipients, what would start them needs `confirm` with their
 * exact number. Throws 422 `campaign.confirmation_required`, which says how many there are now.
 */
export async function confirmAudience(
  { db, config }: Pick<ApiDeps, 'db' | 'config'>,
  audience: { workspaceId: string; audienceType: string; audienceConfig: unknown },
  confirm: number | undefined,
): Promise<void> {
  const recipients = await countAudience(db, audience)
  if (recipients <= config.SIARAN_CONFIRM_ABOVE || recipients === confirm) return
  throw new Problem(
    'campaign.confirmation_required',
    `This goes to ${recipients} recipients; send "confirm": ${recipients} if that is what you mean`,
    [{ path: 'confirm', message: `Expected ${recipients}`, recipients }],
  )
}
