import { addSuppression, type Database, exitEnrolments, liftOptOut, OPTED_OUT, type StoppedMessage } from '@siaran/db'
import { defaultAnswerWords, readAnswer } from '@siaran/domain'
import type { Producer } from '@siaran/queue'
import type { Logger } from 'pino'

export interface AnswerDeps {
  db: Database
  produce: Pick<Producer, 'discardDeviceJobs'>
  /** Told of each campaign and sequence of which something ended. */
  moved: (campaignId: string) => void
  log: Logger
}

const REPLIED = { code: 'replied', message: 'The lead answered' } as const

/**
 * What somebody's answer changes. A stop word puts the phone on the list of those that are never messaged, which ends all
 * that waits for it everywhere; a start word takes it off again, if a stop word had put it there; anything else ends the
 * journeys that an answer ends.
 */
export async function takeAnswer(
  deps: AnswerDeps,
  answer: { workspaceId: string; phone: string; text: string },
): Promise<void> {
  const { db, log } = deps
  const { workspaceId, phone } = answer
  const asked = readAnswer(answer.text, await readWords(db, workspaceId))
  if (asked === 'start') {
    if (await liftOptOut(db, { workspaceId, phone })) log.info({ workspaceId }, 'a phone opted in again')
    return
  }
  if (asked === 'stop') {
    const added = await addSuppression(db, { workspaceId, phone, reason: OPTED_OUT })
    if (added === null) return
    log.info({ workspaceId, messages: added.stopped.length }, 'a phone opted out')
    return told(deps, added.stopped, [])
  }
  const { exited, stopped } = await exitEnrolments(db, { workspaceId, phone, onReply: true }, REPLIED, new Date())
  told(deps, stopped, exited)
}

async function readWords(db: Database, workspaceId: string) {
  const { stopWords, startWords } = await db.prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } })
  return {
    stop: stopWords.length > 0 ? stopWords : defaultAnswerWords.stop,
    start: startWords.length > 0 ? startWords : defaultAnswerWords.start,
  }
}

function told(
  { produce, moved }: AnswerDeps,
  stopped: readonly StoppedMessage[],
  exited: readonly { sequenceId: string }[],
) {
  for (const id of new Set([
    ...stopped.map(({ campaignId }) => campaignId),
    ...exited.map(({ sequenceId }) => sequenceId),
  ]))
    moved(id)
  void produce.discardDeviceJobs(stopped.filter(({ dispatchNumber }) => dispatchNumber > 0))
}
