import { backoffMs } from '../backoff.js'
import { OUTBOUND_DENIED } from '../outbound/outbound-denied.js'
import { certainlyNotSent, failureSentence } from '../request-failure.js'
import type { DeviceEvents, DeviceSession, OutboundMessage, SendOutcome, SessionStatus } from '../transport.js'
import type { GatewayAnswer } from './gateway-answer.js'

/** One device at its gateway. All of it throws when no whole answer came. */
export interface GatewayApi {
  /** As people know it. */
  readonly name: string
  /** Why the message cannot go through this gateway at all, or null. */
  fault(message: OutboundMessage): string | null
  send(message: OutboundMessage, signal: AbortSignal): Promise<GatewayAnswer>
  /** The id of a message that was taken, out of the answer; null when there is none to be found. */
  idOf(message: OutboundMessage, body: Record<string, unknown>): string | null
  /** Asks how the device stands. */
  ask(signal: AbortSignal): Promise<GatewayAnswer>
  /** Whether its phone is connected, out of the answer. */
  isConnected(body: Record<string, unknown>): boolean
}

export interface GatewaySessionDeps {
  api: GatewayApi
  /** How often a device that is online is asked for. */
  askEveryMs: number
  /** Called once. */
  ended(): void
}

/** A turned-away message may come again after this. */
const BUSY_MS = 5_000
/** A device that is away is asked for again anyway; its messages wait at the sender. */
const AWAY_MS = 10_000

/**
 *   down     connecting, or away; asked for at growing intervals
 *   up       sends are worth a request
 *   failed   the account is at fault: nothing happens until the session is opened anew
 *   ended    nothing happens any more
 */
type State = 'down' | 'up' | 'failed' | 'ended'

/**
 * A session with a gateway that has the phone's own session: it is up while the gateway says that the phone is connected.
 * Whatever a gateway tells of a device is only a reason to ask, so that words that come late or twice do no harm.
 */
export function startGatewaySession(
  api: GatewayApi | { misconfigured: string },
  events: DeviceEvents,
  { askEveryMs, ended }: Omit<GatewaySessionDeps, 'api'>,
): DeviceSession {
  const leaving = new AbortController()
  let state: State = 'down'
  let lastSaid: SessionStatus | null = null
  let lastReason: string | undefined
  let attempt = 0
  let timer: NodeJS.Timeout | undefined
  let asking: Promise<void> | null = null
  let again = false

  const say = (status: SessionStatus, reason?: string) => {
    if (status === lastSaid && reason === lastReason) return
    lastSaid = status
    lastReason = reason
    events.status(status, reason)
  }
  const askAfter = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(ask, ms)
  }

  const up = () => {
    attempt = 0
    askAfter(askEveryMs)
    if (state === 'up') return
    state = 'up'
    say('connecting')
    say('online')
  }
  const down = (reason: string) => {
    state = 'down'
    say('disconnected', reason)
    askAfter(Math.min(backoffMs(attempt++, Math.random()), askEveryMs))
  }
  const fail = (reason: string) => {
    state = 'failed'
    clearTimeout(timer)
    say('failed', reason)
  }
  const isOver = () => state === 'failed' || state === 'ended'

  const stand = (answer: GatewayAnswer, { name, isConnected }: GatewayApi) => {
    if (isOver()) return
    if (answer.kind === 'unreadable') return down(`${answer.cause}. Is its address right?`)
    if (answer.kind === 'done')
      return isConnected(answer.body) ? up() : down(`The phone is not connected to ${name}: connect it there`)
    if (answer.sort === 'account') return fail(accountSentence(name, answer.text))
    down(`${name} says: ${answer.text}`)
  }

  /** One question at a time; a reason to ask that comes meanwhile is worth one more. */
  const ask = () => {
    if (isOver() || 'misconfigured' in api) return
    again = asking !== null
    asking ??= api
      .ask(leaving.signal)
      .then(
        (answer) => stand(answer, api),
        (failure) => {
          if (isOver()) return
          if (failureCode(failure) === OUTBOUND_DENIED) fail(`${failureSentence(failure)}`)
          else down(`${api.name} cannot be reached: ${failureSentence(failure)}`)
        },
      )
      .then(() => {
        asking = null
        if (again) ask()
      })
  }

  const outcomeOf = (answer: GatewayAnswer, message: OutboundMessage, { name, idOf }: GatewayApi): SendOutcome => {
    if (answer.kind === 'unreadable') {
      // What else is sent while nobody understands the answers would be in doubt as well.
      ask()
      return { kind: 'unknown', cause: answer.cause }
    }
    if (answer.kind === 'done') {
      const transportMessageId = idOf(message, answer.body)
      return transportMessageId === null
        ? { kind: 'unknown', cause: `${name} took the message and gave no id for it` }
        : { kind: 'accepted', transportMessageId }
    }
    const reason = `${name} says: ${answer.text}`
    switch (answer.sort) {
      case 'account':
        if (!isOver()) fail(accountSentence(name, answer.text))
        return unavailable(reason, AWAY_MS)
      case 'away':
        ask()
        return unavailable(reason, AWAY_MS)
      case 'busy':
        return { kind: 'unavailable', scope: 'message', retryAfterMs: BUSY_MS, reason }
      case 'not_on_whatsapp':
        return { kind: 'refused', code: 'not_on_whatsapp', reason }
      case 'invalid':
        return { kind: 'refused', code: 'invalid_content', reason }
      case 'other':
        return { kind: 'refused', code: 'rejected', reason }
    }
  }

  const end = (status: SessionStatus, reason?: string) => {
    if (state === 'ended') return
    state = 'ended'
    clearTimeout(timer)
    leaving.abort()
    say(status, reason)
    ended()
  }

  say('connecting')
  if ('misconfigured' in api) fail(api.misconfigured)
  else ask()

  return {
    async send(message, signal) {
      if (state === 'ended') return unavailable('The session is closed', AWAY_MS)
      if (state !== 'up' || 'misconfigured' in api) return unavailable('The device is not connected', AWAY_MS)
      if (signal.aborted)
        return { kind: 'unavailable', scope: 'message', retryAfterMs: 0, reason: 'Given up before it began' }
      const fault = api.fault(message)
      if (fault !== null) return { kind: 'refused', code: 'invalid_content', reason: fault }
      try {
        return outcomeOf(await api.send(message, signal), message, api)
      } catch (failure) {
        ask()
        const sentence = failureSentence(failure)
        return certainlyNotSent(failure) ? unavailable(sentence, AWAY_MS) : { kind: 'unknown', cause: sentence }
      }
    },
    look: ask,
    async close() {
      end('disconnected', 'closed')
    },
    async logout() {
      end('logged_out')
    },
  }
}

const accountSentence = (name: string, text: string) =>
  `${name} says: ${text}. Put that right at ${name} or in the device's credentials, then connect the device again`

const unavailable = (reason: string, retryAfterMs: number): SendOutcome => ({
  kind: 'unavailable',
  scope: 'device',
  retryAfterMs,
  reason,
})

const failureCode = (failure: unknown): unknown => (failure as { code?: unknown } | null)?.code
