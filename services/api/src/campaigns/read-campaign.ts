import type { Campaign, Database } from '@siaran/db'
import { type CampaignAction, type CampaignStatus, refusalOf } from '@siaran/domain'
import type { Caller } from '../caller.js'
import { notFound, Problem } from '../problem.js'

/** A campaign of the caller's workspace, or 404; also for a sequence, whose row stands among the campaigns'. */
export async function readCampaign(db: Database, { workspaceId }: Caller, id: string): Promise<Campaign> {
  const campaign = await db.prisma.campaign.findFirst({ where: { id, workspaceId, isSequence: false } })
  if (campaign === null) throw notFound('campaign')
  return campaign
}

/** Throws 400 with the domain's sentence when the campaign's state does not allow the action. */
export function assertPossible(action: CampaignAction, { status }: Pick<Campaign, 'status'>): void {
  const refusal = refusalOf(action, status as CampaignStatus)
  if (refusal !== null) throw new Problem('campaign.invalid_transition', refusal)
}

/**
 * Why a guarded update changed nothing: the campaign is gone (404), or its state moved on (400). Asked for after the
 * update, whose own `where` is what decides; a state that moved on and back meanwhile is a refusal as well.
 */
export async function refusal(db: Database, caller: Caller, id: string, action: CampaignAction): Promise<Problem> {
  const { status } = await readCampaign(db, caller, id)
  const sentence = refusalOf(action, status as CampaignStatus) ?? 'The campaign has just been changed; try again'
  return new Problem('campaign.invalid_transition', sentence)
}
