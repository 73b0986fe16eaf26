import type { ClaimedMessage, Settlement } from '@siaran/db'
import { DAY_MS, retryDelayMs, SEND_ATTEMPTS } from '@siaran/domain'
import type { SendOutcome } from '@siaran/transports'

/** The four words → a row's next state. Only what is certainly not sent is tried again; any other word is a doubt. */
export function settlementOf(
  outcome: SendOutcome,
  message: Pick<ClaimedMessage, 'id' | 'attempts'>,
  claimed: Pick<Settlement, 'epoch' | 'dispatchNumber'>,
  now: number,
  roll: number,
): Settlement {
  const settled = { id: message.id, ...claimed }
  switch (outcome.kind) {
    case 'accepted':
      return { ...settled, status: 'sent', transportMessageId: outcome.transportMessageId, attempts: 1 }
    case 'refused':
      return { ...settled, status: 'failed', errorCode: outcome.code, errorMessage: outcome.reason, attempts: 1 }
    case 'unknown':
      return { ...settled, status: 'unconfirmed', errorCode: 'no_answer', errorMessage: outcome.cause, attempts: 1 }
    case 'unavailable': {
      const said = { errorCode: 'unavailable', errorMessage: outcome.reason }
      // A device that is away is a wait, not an attempt.
      if (outcome.scope === 'device')
        return { ...settled, status: 'queued', ...said, retryAt: new Date(now + waitOf(outcome)), attempts: 0 }
      const attempt = message.attempts + 1
      if (attempt >= SEND_ATTEMPTS) return { ...settled, status: 'failed', ...said, attempts: 1 }
      const retryAt = new Date(now + retryDelayMs(attempt, waitOf(outcome), roll))
      return { ...settled, status: 'queued', ...said, retryAt, attempts: 1 }
    }
    default:
      return { ...settled, status: 'unconfirmed', errorCode: 'no_answer', errorMessage: NO_WORD, attempts: 1 }
  }
}

const NO_WORD = 'The transport gave an answer that nobody understands'

/** What a network asks to be waited, as an instant can be made of it: a second when it is no time, at most a day. */
const waitOf = ({ retryAfterMs }: { retryAfterMs: number }) =>
  retryAfterMs >= 0 ? Math.min(retryAfterMs, DAY_MS) : 1_000
