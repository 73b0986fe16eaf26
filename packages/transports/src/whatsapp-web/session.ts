import { rm } from 'node:fs/promises'
import { backoffMs } from '../backoff.js'
import type { DeviceEvents, DeviceIdentity, DeviceSession, SendOutcome, SessionStatus } from '../transport.js'
import { type Browser, startBrowser } from './browser.js'
import { type ComposeDeps, compose } from './compose.js'
import { createLinkOffer } from './link-offer.js'
import { createOutbox } from './outbox.js'
import { packProfile, restoreProfile, unlockProfile } from './profile.js'
import type { BrowserEvent, BrowserSettings } from './protocol.js'
import { standingOf } from './standing.js'

/** Where a device's session is kept between its owners. */
export interface SessionStore {
  /** The session as it was last saved; null when there is none. */
  load(): Promise<Buffer | null>
  save(session: Buffer): Promise<void>
  /** The device is no longer linked: what was kept links nothing. */
  forget(): Promise<void>
}

export interface WebSessionDeps extends ComposeDeps {
  browser: BrowserSettings
  /** The browser's profile while the session is open; nothing else may be in it. */
  folder: string
  store: SessionStore
  /** Runs a start when not too many others run. */
  gate<Result>(start: () => Promise<Result>): Promise<Result>
  /** How long WhatsApp's word on a message is waited for. */
  ackWithinMs: number
  /** How long a QR is shown, by one after the other, until somebody scans. */
  qrForMs: number
  /** How often the session is saved while it is open. */
  saveEveryMs: number
  /** Resolves when the device's former session here has let go of it. */
  after: Promise<unknown>
  /** Called once, with the promise of the session's end. */
  ended(letGo: Promise<unknown>): void
  /** Told of what went wrong without an outcome that shows it. */
  noticed(what: string, err: unknown): void
}

const START_WITHIN_MS = 120_000
const LOGOUT_WITHIN_MS = 10_000
/** Then it is killed: its profile is no less whole, and a sender that stops has seconds. */
const STOP_WITHIN_MS = 2_500
/** A browser that says nothing for so long, not even that it is well, is not well. */
const SILENCE_MS = 45_000
const RETRY_MS = 2_000

/** `up`: sends are worth a try. `ended`: nothing happens any more, whoever ended it. */
type State = 'down' | 'up' | 'ended'

export function startWebSession(device: DeviceIdentity, events: DeviceEvents, deps: WebSessionDeps): DeviceSession {
  let state: State = 'down'
  let endedAt: number | null = null
  let lastSaid: SessionStatus | null = null
  let browser: Browser | null = null
  let isRestored = false
  let isLinked = false
  let attempt = 0
  let retry: NodeJS.Timeout | undefined
  let silence: NodeJS.Timeout | undefined
  let saving: Promise<unknown> = Promise.resolve()
  let letGo: Promise<unknown> = Promise.resolve()
  const outbox = createOutbox(events, deps.ackWithinMs)
  const offer = createLinkOffer(events, deps.qrForMs, () => {
    const minutes = Math.round(deps.qrForMs / 60_000)
    void end('failed', `Nobody linked the device within ${minutes} minutes: connect it again`)
  })

  const say = (status: SessionStatus, reason?: string) => {
    if (status === lastSaid) return
    lastSaid = status
    events.status(status, reason)
  }

  const save = () => {
    saving = saving
      .then(async () => deps.store.save(await packProfile(deps.folder)))
      .catch((err) => deps.noticed('a session could not be saved', err))
    return saving
  }
  const saver = setInterval(() => {
    if (state === 'up') void save()
  }, deps.saveEveryMs)
  saver.unref()

  const start = () =>
    deps.gate(async () => {
      if (state === 'ended') return
      // Once: after that the profile here is newer than what was kept.
      if (!isRestored) await restoreProfile(await deps.store.load(), deps.folder)
      isRestored = true
      await unlockProfile(deps.folder)
      if ((state as State) === 'ended') return
      const started = startBrowser((event) => {
        if (started === browser) hear(event)
      })
      browser = started
      const { browser: program, folder } = deps
      const pairing = device.pairWithPhone === undefined ? {} : { pairWithPhone: device.pairWithPhone.slice(1) }
      await started.ask('start', START_WITHIN_MS, { ...program, folder, ...pairing })
    })

  const begin = () => {
    if (state === 'ended') return
    if (lastSaid !== 'qr') say('connecting')
    start().catch((err) => restart(`the browser could not be started: ${err.message}`))
  }

  /** Costs this device a new browser, and what was on its way its certainty. */
  const restart = (cause: string, waitMs = backoffMs(attempt++, Math.random())) => {
    if (state === 'ended') return
    const former = browser
    browser = null
    state = 'down'
    clearTimeout(silence)
    clearTimeout(retry)
    outbox.abandon(cause)
    if (lastSaid !== 'qr') say('disconnected', cause)
    void Promise.resolve(former?.kill()).then(() => {
      if (state !== 'ended') retry = setTimeout(begin, waitMs)
    })
  }

  const hear = (event: BrowserEvent) => {
    if (state === 'ended') return
    clearTimeout(silence)
    silence = setTimeout(() => restart('the browser does not answer'), SILENCE_MS)
    switch (event.event) {
      case 'qr':
        state = 'down'
        say('qr')
        return offer.qr(event.qr)
      case 'code':
        state = 'down'
        say('qr')
        return offer.code(event.code, event.lifeMs)
      case 'no_code':
        return void end('failed', `WhatsApp gives no code for ${device.pairWithPhone}: ${event.cause}`)
      case 'passkey':
        return isLinked ? undefined : void end('passkey_required', PASSKEY)
      case 'ready':
        return online()
      case 'state':
        return stands(event.state, false)
      case 'disconnected':
        return stands(event.reason, true)
      case 'ack':
        return outbox.acknowledge(event)
      case 'incoming': {
        const { from, text, quoted, at } = event
        const quoting = quoted === undefined ? {} : { quotedTransportMessageId: quoted }
        void Promise.resolve(events.incoming({ from, text, ...quoting, at: new Date(at) })).catch((err) =>
          deps.noticed('an incoming message was not taken in', err),
        )
        return
      }
      case 'nameless':
        return deps.noticed(
          'an incoming message has no phone',
          new Error(`WhatsApp does not tell the phone of ${event.from}`),
        )
      case 'broken':
        return restart(event.cause)
    }
  }

  const online = () => {
    offer.end()
    attempt = 0
    isLinked = true
    if (state === 'up') return
    state = 'up'
    if (lastSaid !== 'connecting') say('connecting')
    say('online')
    void save()
  }

  /** `isOver`: the library has given this page up. */
  const stands = (word: string, isOver: boolean) => {
    const standing = standingOf(word, isLinked)
    switch (standing.kind) {
      case 'connected':
        if (state === 'down' && isLinked && lastSaid === 'disconnected') online()
        return
      case 'cut':
        if (state !== 'up') return
        state = 'down'
        return say('disconnected', standing.reason)
      case 'unlinked':
        return isOver ? void leave('logged_out', standing.reason, () => deps.store.forget()) : undefined
      case 'idle':
        // A code is good for longer than the QRs that are not shown.
        if (device.pairWithPhone !== undefined) return
        offer.turnPage()
        return restart('no new QR came', 0)
      case 'over':
        return void end(standing.status, standing.reason)
      case 'unpaired':
        return isOver ? restart('the page gave up') : undefined
    }
  }

  /** Ends the session with its last words to the browser and to the store. */
  const leave = (
    status: SessionStatus,
    reason: string | undefined,
    lastWords: (last: Browser | null) => Promise<unknown>,
  ) => {
    const last = browser
    state = 'ended'
    endedAt = performance.now()
    for (const timer of [retry, silence]) clearTimeout(timer)
    clearInterval(saver)
    offer.end()
    outbox.abandon('the session was closed')
    say(status, reason)
    const farewell = Promise.all([deps.after, saving])
      .then(() => lastWords(last))
      .finally(async () => {
        await last?.kill()
        // One that was just being started.
        if (browser !== last) await browser?.kill()
        await saving
        await rm(deps.folder, { recursive: true, force: true, maxRetries: 10 })
      })
    letGo = farewell.catch(() => {})
    deps.ended(letGo)
    return farewell
  }

  /** Stops the browser, so that its profile is whole, and keeps it. */
  const end = (status: SessionStatus, reason: string) =>
    leave(status, reason, async (last) => {
      await last?.ask('stop', STOP_WITHIN_MS).catch(() => {})
      await last?.kill()
      // Taken over elsewhere, the newer session is the other's.
      if (isLinked && reason !== ELSEWHERE) await save()
    }).catch((err) => deps.noticed('a session did not end well', err))

  void deps.after.then(begin)

  return {
    get endedAt() {
      return endedAt
    },
    async send(message, signal) {
      if (state === 'ended') return unavailable('device', 'The session is closed')
      if (state === 'down' || browser === null) return unavailable('device', 'The device is not connected')
      const asked = browser
      try {
        const isTyped = device.settings.typing === true
        const prepared = signal.aborted ? undefined : await compose(deps, message, isTyped, asked, signal)
        if (prepared === null) {
          return { kind: 'refused', code: 'not_on_whatsapp', reason: 'The number is not on WhatsApp' }
        }
        if (prepared === undefined || signal.aborted) return unavailable('message', 'Given up before it began')
        if (asked !== browser || (state as State) !== 'up') return unavailable('device', 'The device is not connected')
        const echo = asked.ask('send', prepared.typingMs + deps.ackWithinMs, prepared)
        return await outbox.send(message.id, echo, signal, prepared.typingMs)
      } catch (err) {
        const scope = asked === browser && (state as State) === 'up' ? 'message' : 'device'
        return unavailable(scope, `It could not be made ready: ${(err as Error).message}`)
      }
    },
    async close() {
      if (state !== 'ended') await end('disconnected', 'closed')
      await letGo
    },
    async logout() {
      if (state === 'ended') throw new Error('The session is closed: it cannot log out')
      await leave('logged_out', undefined, async (last) => {
        try {
          if (isLinked) await last?.ask('logout', LOGOUT_WITHIN_MS)
        } finally {
          await deps.store.forget()
        }
      })
    },
  }
}

const PASSKEY =
  'WhatsApp asks for a passkey before it links a device to this account, and none can be given here: link another phone'

/** The word for a device that another session has taken over. */
export const ELSEWHERE = 'connected elsewhere'

const unavailable = (scope: 'message' | 'device', reason: string): SendOutcome => ({
  kind: 'unavailable',
  scope,
  reason,
  retryAfterMs: RETRY_MS,
})
