import { type AudienceOwner, countLeads, readAudienceFilter } from '@siaran/db'
import type { ApiDeps } from '../app.js'
import { notFound, Problem } from '../problem.js'

/**
 * Big sends are a decision: above SIARAN_CONFIRM_ABOVE recipients, what would start them needs `confirm` with their
 * exact number. Throws 422 `campaign.confirmation_required`, which says how many there are now, and
 * 404 when the segment is gone.
 */
export async function confirmAudience(
  { db, config }: Pick<ApiDeps, 'db' | 'config'>,
  audience: AudienceOwner,
  confirm: number | undefined,
): Promise<void> {
  const filter = await readAudienceFilter(db, audience)
  if (filter === null) throw notFound('segment')
  const recipients = await countLeads(db, audience.workspaceId, filter)
  if (recipients <= config.SIARAN_CONFIRM_ABOVE || recipients === confirm) return
  throw new Problem(
    'campaign.confirmation_required',
    `This goes to ${recipients} recipients; send "confirm": ${recipients} if that is what you mean`,
    [{ path: 'confirm', message: `Expected ${recipients}`, recipients }],
  )
}
