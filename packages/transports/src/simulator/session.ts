import { backoffMs } from '../backoff.js'
import { failureSentence } from '../request-failure.js'
import type { DeviceEvents, DeviceSession, SessionStatus } from '../transport.js'
import { type PhoneNetworkApi, unavailable } from './phone-network-api.js'
import type { ConnectAnswer, NetworkEvent } from './wire.js'

/** One device's session: the face that the sender holds, and the ear of the event stream. */
export interface SimulatorSession extends DeviceSession {
  /** Passes on what the network told. Resolves when the receiver is done with it, rejects when the receiver did. */
  hear(event: NetworkEvent): Promise<void>
  /** The network may have forgotten the session, or may be gone: connects anew without waiting, and tells what it finds. */
  wake(): void
}

export interface SimulatorSessionDeps {
  api: PhoneNetworkApi
  /** Resolves when the device's former session here has let go of it. */
  after: Promise<unknown>
  /** Called once, with the promise of the session's last word to the network. */
  ended(letGo: Promise<unknown>): void
}

/** `up`: sends are worth a request. `ended`: nothing happens any more, whoever ended it. */
type State = 'down' | 'up' | 'ended'

export function startSimulatorSession(
  device: string,
  events: DeviceEvents,
  { api, after, ended }: SimulatorSessionDeps,
): SimulatorSession {
  let state: State = 'down'
  let endedAt: number | null = null
  let lastSaid: SessionStatus | null = null
  let resume = false
  let attempt = 0
  let retry: NodeJS.Timeout | undefined
  let connecting: Promise<void> | null = null
  let woken = false

  const say = (status: SessionStatus, reason?: string) => {
    if (status === lastSaid) return
    lastSaid = status
    events.status(status, reason)
  }

  const down = (status: 'disconnected' | 'restricted', reason: string) => {
    if (state === 'ended') return
    state = 'down'
    say(status, reason)
    clearTimeout(retry)
    retry = setTimeout(connect, backoffMs(attempt++, Math.random()))
  }

  const end = (status: SessionStatus, reason: string | undefined, letGo: () => Promise<unknown>) => {
    state = 'ended'
    endedAt = performance.now()
    clearTimeout(retry)
    say(status, reason)
    // Neither a former session's farewell nor a connect on the road may arrive after this farewell.
    const farewell = Promise.all([after, connecting]).then(letGo)
    ended(farewell.catch(() => {}))
    return farewell
  }

  const replaced = () => {
    if (state !== 'ended') void end('disconnected', 'connected elsewhere', async () => {})
  }

  const settle = (answer: ConnectAnswer) => {
    if (state === 'ended') return
    resume = true
    if (answer.status === 'replaced') return replaced()
    if (answer.status !== 'online') return down(answer.status, answer.reason)
    attempt = 0
    state = 'up'
    if (lastSaid === 'online') return
    say('connecting')
    say('online')
  }

  /** One connect at a time; a wake in the meantime is worth one more. */
  const connect = () => {
    clearTimeout(retry)
    if (state === 'ended') return
    woken = connecting !== null
    connecting ??= api
      .connect(device, resume)
      .then(settle, (failure) => down('disconnected', failureSentence(failure)))
      .then(() => {
        connecting = null
        if (woken && state !== 'ended') connect()
      })
  }

  const pass = async (event: NetworkEvent) => {
    const at = new Date(event.at)
    switch (event.type) {
      case 'ack':
        return events.ack({ messageId: event.id, transportMessageId: event.messageId, level: event.level, at })
      case 'incoming': {
        const { from, text, quotedMessageId } = event
        const quoted = quotedMessageId === undefined ? {} : { quotedTransportMessageId: quotedMessageId }
        return events.incoming({ from, text, ...quoted, at })
      }
      case 'dropped':
        return down('disconnected', 'dropped by the network')
      case 'restricted':
        return down('restricted', 'sent too fast')
      case 'restored':
        return connect()
      case 'replaced':
        return replaced()
    }
  }

  void after.then(() => {
    if (state !== 'ended') say('connecting')
    connect()
  })

  return {
    get endedAt() {
      return endedAt
    },
    async send(message, signal) {
      if (state === 'ended') return unavailable('The session is closed')
      if (state === 'down') return unavailable('The device is not connected')
      if (signal.aborted)
        return { kind: 'unavailable', scope: 'message', retryAfterMs: 0, reason: 'Given up before it began' }
      const outcome = await api.send(device, message, signal)
      if (outcome.kind === 'unavailable' && outcome.scope === 'device') connect()
      return outcome
    },
    lookUp: (messageId) => api.lookUp(device, messageId),
    async close() {
      if (state === 'ended') return
      await end('disconnected', 'closed', () => api.disconnect(device)).catch(() => {
        // The network cannot be reached: the session is over all the same, and the next owner takes the device over.
      })
    },
    async logout() {
      if (state === 'ended') throw new Error('The session is closed: it cannot log out')
      await end('logged_out', undefined, () => api.logout(device))
    },
    hear: pass,
    wake: connect,
  }
}
