/**
 * The process of one device's browser: whatsapp-web.js, and what the library does not do for itself. Whatever it leaves
 * unhandled ends here and costs this device a restart, and no other anything. Ends, with its browser, when the sender does.
 */
import wweb, { type Message, type Client as WebClient } from 'whatsapp-web.js'
import { asksForPasskey, watchForPasskey } from './passkey.js'
import type { Acts, BrowserEvent, Question, SendOptions, StartOptions } from './protocol.js'

const { Client, MessageMedia } = wweb

/** How often the page is asked how it is; more often until it is ready, since the library may have to be woken. */
const PULSE_MS = { starting: 250, ready: 2_000 }
/** A page that does not answer by then hangs. */
const PULSE_WITHIN_MS = 15_000
/** How long the reason of an ack of -1 is waited for. */
const REASON_WITHIN_MS = 1_000
/** A call into the page that takes longer hangs. */
const PROTOCOL_TIMEOUT_MS = 60_000
/** The library asks for another code after this. */
const CODE_LIFE_MS = 3 * 60_000

let client: WebClient
let pulse: NodeJS.Timeout | undefined
let isReady = false
let attached: Promise<void> | undefined
const told = new Set<string>()
const failed = new Set<string>()

const acts: { [Act in keyof Acts]: (...args: Parameters<Acts[Act]>) => Promise<ReturnType<Acts[Act]>> } = {
  async start({ folder, program, libraryPath, args, pairWithPhone }: StartOptions) {
    client = new Client({
      webVersionCache: { type: 'none' },
      evalOnNewDoc: watchForPasskey,
      ...(pairWithPhone && {
        pairWithPhoneNumber: { phoneNumber: pairWithPhone, showNotification: true, intervalMs: CODE_LIFE_MS },
      }),
      puppeteer: {
        executablePath: program,
        userDataDir: folder,
        headless: program.includes('headless-shell') ? 'shell' : true,
        // The browser ends when its pipe does: no killed sender leaves one behind.
        pipe: true,
        protocolTimeout: PROTOCOL_TIMEOUT_MS,
        args: ['--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', ...args],
        env: { ...process.env, ...(libraryPath === undefined ? {} : { LD_LIBRARY_PATH: libraryPath }) },
      },
    })
    listen()
    attachOnce()
    hearOfNoCode()
    await client.initialize()
    client.pupPage!.on('framenavigated', () => {
      attached = undefined
    })
    client.pupBrowser!.on('disconnected', () => tell({ event: 'broken', cause: 'the browser ended' }))
    client.pupPage!.on('error', (err) => tell({ event: 'broken', cause: err.message }))
    await client.pupPage!.exposeFunction('siaranTurnedAway', turnedAway)
    takePulse()
  },

  async check(phone) {
    const id = await client.getNumberId(phone)
    return id === null ? null : `${id.user}@${id.server}`
  },

  async send({ to, text, media, typingMs }: SendOptions) {
    if (typingMs > 0) {
      await (await client.getChatById(to)).sendStateTyping()
      await new Promise((done) => setTimeout(done, typingMs))
    }
    const sent = media
      ? await client.sendMessage(to, new MessageMedia(media.mimetype, media.data, media.filename), {
          caption: text,
          sendMediaAsDocument: media.asDocument,
          sendSeen: false,
        })
      : await client.sendMessage(to, text, { linkPreview: false, sendSeen: false })
    return (sent as Message | undefined)?.id.id ?? null
  },

  async logout() {
    clearTimeout(pulse)
    await client.pupPage!.evaluate('window.require("WAWebSocketModel").Socket.logout()')
  },

  async stop() {
    clearTimeout(pulse)
    await client.destroy()
  },
}

function listen() {
  client.on('qr', (qr) => tell({ event: 'qr', qr }))
  client.on('code', (code) => tell({ event: 'code', code, lifeMs: CODE_LIFE_MS }))
  client.on('change_state', (state) => tell({ event: 'state', state }))
  client.on('disconnected', (reason) => tell({ event: 'disconnected', reason }))
  client.on('ready', () => void ready().catch(broken))
  client.on('message_ack', ({ id }, ack) => {
    if (!id.fromMe) return
    if (ack >= 0) tell({ event: 'ack', id: id.id, ack })
    else setTimeout(turnedAway, REASON_WITHIN_MS, id.id)
  })
  client.on('message', (message) => void hear(message).catch(broken))
}

/** The library tells ack -1 before the page knows why, and never asks. */
function turnedAway(id: string, error?: string) {
  if (failed.has(id)) return
  failed.add(id)
  tell({ event: 'ack', id, ack: -1, ...(error === undefined ? {} : { error }) })
}

/**
 * The library may notice twice that the page has synced; then both times inject, and the second says "ready" while the first
 * still attaches its listeners, so that an ack in between is lost. Here they are attached once a page, and waited for.
 */
function attachOnce() {
  const library = client as WebClient & { attachEventListeners(): Promise<void> }
  const attach = library.attachEventListeners.bind(client)
  library.attachEventListeners = () => {
    attached ??= attach()
    return attached
  }
}

/** The library lets a request for a code that WhatsApp turns down end unhandled. A page that went with it is told of otherwise. */
function hearOfNoCode() {
  const request = client.requestPairingCode.bind(client)
  client.requestPairingCode = async (...args) => {
    try {
      return await request(...args)
    } catch (err) {
      await client.pupPage!.evaluate('true')
      tell({ event: 'no_code', cause: String((err as Error)?.message ?? err) })
      return ''
    }
  }
}

/** It may come twice. */
async function ready() {
  if (attached === undefined) return
  await attached
  // The builds of WhatsApp Web since July 2026 name the text of a message key otherwise, and the library does not find what
  // it has just sent.
  await client.pupPage!.evaluate(`{
    const MsgKey = window.require('WAWebMsgKey')
    const remote = window.require('WAWebWidFactory').createWid('1@c.us')
    if (new MsgKey({ fromMe: true, remote, id: 'x' })._serialized === undefined) {
      Object.defineProperty(MsgKey.prototype, '_serialized', { configurable: true, get() { return this.toString() } })
    }
  }`)
  await client.pupPage!.evaluate(`window.WWebJS.injectToFunction(
    { module: 'WAWebSendMsgChatAction', function: 'addAndSendMsgToChat' },
    (module, send, chat, message) => {
      const [echo, sent] = send(chat, message)
      void Promise.resolve(sent).then((result) => {
        if (result?.error !== undefined) window.siaranTurnedAway(message.id.id, String(result.error))
      })
      return [echo, sent]
    })`)
  isReady = true
  tell({ event: 'ready' })
  await hearWhatCameBefore()
}

/** What was written before the library listened: it tells of none of it. */
async function hearWhatCameBefore() {
  const models = (await client.pupPage!.evaluate(`window.require('WAWebCollections').Msg.getModelsArray()
    .filter((message) => !message.id.fromMe && message.isNewMsg)
    .map((message) => ({ id: { id: message.id.id, fromMe: false }, from: String(message.from), body: message.body, timestamp: message.t,
      _data: { quotedStanzaID: message.quotedStanzaID } }))`)) as Heard[]
  for (const model of models) await hear(model)
}

type Heard = Pick<Message, 'from' | 'body' | 'timestamp'> & { id: { id: string }; _data?: { quotedStanzaID?: string } }

/** People alone: no groups, no channels, no statuses. Named by their phones, also where the page has their LIDs. */
async function hear(message: Heard | Message) {
  const { id, from, body, timestamp, _data } = message as Heard
  if (told.has(id.id) || !/@(c\.us|lid)$/.test(from)) return
  told.add(id.id)
  const phone = from.endsWith('@lid') ? (await client.getContactLidAndPhone([from]))[0]?.pn : from
  if (!phone) return tell({ event: 'nameless', from })
  const quoted = _data?.quotedStanzaID
  tell({
    event: 'incoming',
    id: id.id,
    from: `+${phone.split('@')[0]}`,
    text: body,
    at: timestamp * 1000,
    ...(quoted === undefined ? {} : { quoted }),
  })
}

/** Says how the page is, and wakes a library that came too late to hear it sync. A page that does not answer is broken. */
function takePulse() {
  const late = setTimeout(() => tell({ event: 'broken', cause: 'the page does not answer' }), PULSE_WITHIN_MS)
  const asked = client.pupPage!.evaluate(`(() => {
    const { Socket } = window.require('WAWebSocketModel')
    if (Socket.state === 'CONNECTED' && Socket.hasSynced && window.WWebJS === undefined) window.onAppStateHasSyncedEvent?.()
    return [Socket.state, /PAIR/.test(Socket.state) && ${asksForPasskey}]
  })()`) as Promise<[string, boolean]>
  asked
    .then(
      ([state, passkey]) => tell(passkey ? { event: 'passkey' } : { event: 'state', state }),
      // Between two pages there is none to ask; one that is gone for good is told of otherwise, or does not answer.
      () => {},
    )
    .finally(() => {
      clearTimeout(late)
      pulse = setTimeout(takePulse, isReady ? PULSE_MS.ready : PULSE_MS.starting)
    })
}

const broken = (err: unknown) => tell({ event: 'broken', cause: String((err as Error)?.message ?? err) })

function tell(event: BrowserEvent) {
  if (process.connected) process.send!(event)
}

process.on('message', async ({ ask, act, args }: Question) => {
  try {
    const result = await (acts[act] as (...args: unknown[]) => Promise<unknown>)(...args)
    if (process.connected) process.send!({ answer: ask, result })
  } catch (err) {
    if (process.connected) process.send!({ answer: ask, error: String((err as Error)?.message ?? err) })
  }
})
process.on('unhandledRejection', broken)
process.once('disconnect', () => process.exit())
// Ctrl-C reaches the whole group; what is to end is said by the sender.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
