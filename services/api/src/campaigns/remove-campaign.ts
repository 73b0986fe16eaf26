import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { Problem } from '../problem.js'
import { readCampaign } from './read-campaign.js'

/** Deletes a campaign with its messages and figures. Not while it is running: 400 `campaign.running`. */
export async function removeCampaign({ db }: ApiDeps, caller: Caller, id: string): Promise<void> {
  const { name, status } = await readCampaign(db, caller, id)
  const removed = await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.campaign.deleteMany({
      where: { id, workspaceId: caller.workspaceId, status: { not: 'running' } },
    })
    if (count > 0) await audit(tx, caller, 'campaign.deleted', id, { name, status })
    return count > 0
  })
  if (!removed) {
    await readCampaign(db, caller, id)
    throw new Problem('campaign.running', 'A running campaign cannot be deleted; cancel it first')
  }
}
