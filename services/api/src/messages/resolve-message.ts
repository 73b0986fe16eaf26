import { type Message, retryMessage, settleByHand } from '@siaran/db'
import type { Resolution } from '@siaran/domain'
import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { tellCampaignProgress } from '../campaigns/tell-progress.js'
import { nudge } from '../nudge.js'
import { Problem } from '../problem.js'
import { tellProgress } from '../sequences/tell-progress.js'
import { readMessage } from './read-message.js'

/**
 * A person's word about a message in doubt; answers it as it stands then. 400 `message.invalid_transition` when it is not in
 * doubt (any more), 400 `message.not_retriable` when it cannot be sent again.
 */
export async function resolveMessage(deps: ApiDeps, caller: Caller, id: string, as: Resolution): Promise<Message> {
  const { db } = deps
  const { campaignId } = await readMessage(db, caller, id)
  const key = { id, workspaceId: caller.workspaceId }
  const resolved = as === 'retry' ? await retryMessage(db, key) : await settleByHand(db, key, as)
  if (resolved === null) throw notInDoubt(await readMessage(db, caller, id))
  if ('refusal' in resolved) throw new Problem('message.not_retriable', resolved.refusal)
  await audit(db.prisma, caller, 'message.resolved', id, { as, campaignId })
  if (as === 'retry') await nudge(deps, 'messages.dispatch', {})
  await tellCampaignProgress(deps, campaignId)
  await tellProgress(deps, [campaignId])
  return readMessage(db, caller, id)
}

const notInDoubt = ({ status }: Message) =>
  new Problem('message.invalid_transition', `Only a message that is unconfirmed can be resolved; this one is ${status}`)
