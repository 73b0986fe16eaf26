import type { Database, SequenceRow } from '@siaran/db'
import { type CampaignStatus, type SequenceAction, sequenceRefusalOf, sequenceStatusOf } from '@siaran/domain'
import type { Caller } from '../caller.js'
import { notFound, Problem } from '../problem.js'

/** A sequence of the caller's workspace, or 404. */
export async function readSequence(db: Database, { workspaceId }: Caller, id: string): Promise<SequenceRow> {
  const row = await db.prisma.campaign.findFirst({
    where: { id, workspaceId, isSequence: true },
    include: { sequence: true },
  })
  if (row === null || row.sequence === null) throw notFound('sequence')
  return { ...row, sequence: row.sequence }
}

export const statusOf = ({ status }: Pick<SequenceRow, 'status'>) => sequenceStatusOf(status as CampaignStatus)

/**
 * Why a guarded update changed nothing: the sequence is gone (404), or its state does not allow the action (400). Asked
 * for after the update, whose own `where` is what decides.
 */
export async function refusal(db: Database, caller: Caller, id: string, action: SequenceAction): Promise<Problem> {
  const status = statusOf(await readSequence(db, caller, id))
  const sentence = sequenceRefusalOf(action, status) ?? 'The sequence has just been changed; try again'
  return new Problem('sequence.invalid_transition', sentence)
}

export const noSteps = () =>
  new Problem('sequence.no_steps', 'A sequence without a step has nothing to say: give it one first')
