import { cancelCampaign as cancel } from '@siaran/db'
import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { nudge } from '../nudge.js'
import { readCampaign, refusal } from './read-campaign.js'

/** Ends a campaign. When it answers no send of it can begin any more; what is left of it is closed by a worker. */
export async function cancelCampaign(deps: ApiDeps, caller: Caller, id: string) {
  const { db } = deps
  await readCampaign(db, caller, id)
  const cancelled = await cancel(db, { id, workspaceId: caller.workspaceId })
  if (cancelled === null) throw await refusal(db, caller, id, 'cancel')
  await audit(db.prisma, caller, 'campaign.cancelled', id)
  await nudge(deps, 'campaign.close', { campaignId: id })
  return { id, status: 'cancelled' as const }
}
