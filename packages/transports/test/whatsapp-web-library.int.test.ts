import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type Chromium, findChromium } from '@siaran/local-stack'
import {
  createPhoneNetwork,
  type PhoneNetwork,
  type PhoneNetworkClient,
  type PhoneNetworkOptions,
  phoneNetworkClient,
} from '@siaran/phone-network'
import {
  type AckEvent,
  type Library,
  type MessageEvent,
  openLibrary,
  puppeteerOptions,
  type Sent,
} from './whatsapp-web/library.js'

/** The phone that the browser is linked to; on the network it names its device. */
const OWN_PHONE = '+60111000001'
const PHONE = '+60123456789'
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/**
 * What the adapter builds on: whatsapp-web.js as it is published, in a real browser, on our own page in the place of
 * WhatsApp's. It proves that the library's plumbing does what we count on, and shows its defects; how WhatsApp itself behaves
 * it does not prove.
 */
describe('whatsapp-web.js in a browser', () => {
  let chromium: Chromium
  let network: PhoneNetwork
  let client: PhoneNetworkClient
  let whatsAppWebPort: number
  let folder: string
  const libraries: Library[] = []

  // Where there is none it is downloaded, once for this user.
  beforeAll(async () => {
    chromium = await findChromium()
  }, 600_000)
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whatsapp-web-'))
  })
  afterEach(async () => {
    await Promise.all(libraries.splice(0).map((library) => library.end()))
    await network.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 10 })
  })

  const begin = async (options: PhoneNetworkOptions = {}) => {
    network = createPhoneNetwork({ behaviour: { latencyMs: 0, ackDelayMs: 1 }, whatsAppWeb: {}, ...options })
    const listening = await network.start()
    client = phoneNetworkClient(listening.url)
    whatsAppWebPort = listening.whatsAppWebPort!
  }
  const start = async (options: { profile?: string; pairWithPhoneNumber?: object } = {}) => {
    const library = openLibrary()
    libraries.push(library)
    const { profile = 'first', pairWithPhoneNumber } = options
    const puppeteer = puppeteerOptions(chromium, whatsAppWebPort)
    await library.act('start', { folder: join(folder, profile), pairWithPhoneNumber, puppeteer })
    return library
  }
  const ready = async (library: Library) => {
    await library.act('noticeSync')
    return (await library.event<[string]>('ready'))[0]
  }
  const link = async () => {
    const library = await start()
    const [qr] = await library.event<[string]>('qr')
    await client.scan(qr, OWN_PHONE)
    await ready(library)
    return library
  }
  const receivedBy = async (phone: string) => (await client.allEntries()).filter(({ to }) => to === phone)
  const acked = (library: Library, sent: Sent, level: number) =>
    library.event<[AckEvent]>('message_ack', ({ id, ack }) => id === sent!.id && ack === level)

  test('a scan links it; what it sends is received once and acknowledged; who writes is heard', async () => {
    await begin()
    const library = await start()
    const [qr] = await library.event<[string]>('qr')
    expect(qr.split(',')).toHaveLength(5)
    await client.scan(qr, OWN_PHONE)
    expect(await ready(library)).toBe('60111000001@c.us')

    const to = await library.act<string>('numberId', PHONE.slice(1))
    expect(to).toMatch(/@lid$/)
    const text = await library.act<Sent>('send', to, 'Halo *dunia*')
    for (const level of [1, 2]) {
      const [{ key }] = await acked(library, text, level)
      expect(key).toBe(text!.key)
    }
    const picture = { mimetype: 'image/png', data: PIXEL, filename: 'a.png' }
    await library.act('send', to, picture, { caption: 'Look' })
    const paper = { mimetype: 'application/pdf', data: 'JVBERi0xLjQ=', filename: 'b.pdf' }
    await acked(library, await library.act<Sent>('send', to, paper, { caption: 'Read', sendMediaAsDocument: true }), 1)
    expect(await receivedBy(PHONE)).toEqual([
      expect.objectContaining({ device: OWN_PHONE, type: 'text', text: 'Halo *dunia*', messageId: text!.id }),
      expect.objectContaining({ type: 'image', text: 'Look', mediaUrl: expect.stringMatching(/\/mms\//) }),
      expect.objectContaining({ type: 'document', text: 'Read', mediaUrl: expect.stringMatching(/\/mms\//) }),
    ])

    await library.act('showTyping', to)
    await client.setBehaviour({ rates: { reply: 1 }, replies: ['STOP'] })
    const answered = await library.act<Sent>('send', to, 'Still there?')
    const [{ from, body, quoted }] = await library.event<[MessageEvent]>('message')
    expect([body, quoted]).toEqual(['STOP', answered!.id])
    expect(await library.act('lidAndPhone', from)).toEqual({ lid: from, pn: '60123456789@c.us' })
  })

  test('a number that is not on WhatsApp is told apart, and nothing can be sent to it', async () => {
    await begin({ behaviour: { rates: { notOnWhatsApp: 1 } } })
    const library = await link()
    expect(await library.act('numberId', PHONE.slice(1))).toBeNull()
    await expect(library.act('send', '60123456789@c.us', 'Halo')).rejects.toThrow('No LID for user')
    await expect(library.act('ask', 'WAWebPollsSendVoteMsgAction')).rejects.toThrow(
      '[page] WAWebPollsSendVoteMsgAction is not there',
    )
  })

  test('it says "sent" on its own echo: what the network refuses has ack -1, what it never answers has none', async () => {
    await begin({ behaviour: { latencyMs: 0, ackDelayMs: 1, rates: { refused: 1 } } })
    const library = await link()
    const to = await library.act<string>('numberId', PHONE.slice(1))
    const refused = await library.act<Sent>('send', to, 'Halo')
    expect(refused!.ack).not.toBe(1)
    await acked(library, refused, -1)

    await client.setBehaviour({ rates: { refused: 0, noAnswer: 1 } })
    const unanswered = await library.act<Sent>('send', to, 'Anybody?')
    await client.setBehaviour({ rates: { noAnswer: 0 } })
    const answered = await library.act<Sent>('send', to, 'Hello?')
    await acked(library, answered, 2)
    const levels = (library.heard('message_ack') as [AckEvent][]).filter(([{ id }]) => id === unanswered!.id)
    expect(levels.map(([{ ack }]) => ack).includes(-1)).toBe(false)
  })

  test('a message keeps its number and loses its key where the page says $1: sent, once, and called nothing', async () => {
    await begin({ whatsAppWeb: { messageKeyProperty: '$1' } })
    const library = await link()
    const to = await library.act<string>('numberId', PHONE.slice(1))
    expect(await library.act<Sent>('send', to, 'Halo')).toBeNull()
    const [{ id, key }] = await library.event<[AckEvent]>('message_ack', ({ ack }) => ack === 2)
    expect(key).toBeUndefined()
    expect(await receivedBy(PHONE)).toEqual([expect.objectContaining({ text: 'Halo', messageId: id })])
  })

  test('a session that was cut comes back by itself, and what was sent meanwhile goes then', async () => {
    await begin()
    const library = await link()
    const to = await library.act<string>('numberId', PHONE.slice(1))
    await acked(library, await library.act<Sent>('send', to, 'Before'), 1)
    await client.drop(OWN_PHONE)
    await library.event<[string]>('change_state', (state) => state === 'OPENING')
    const waiting = await library.act<Sent>('send', to, 'Meanwhile')
    expect((await receivedBy(PHONE)).map(({ text }) => text)).toEqual(['Before'])
    await client.restore(OWN_PHONE)
    await acked(library, waiting, 1)
    expect((await receivedBy(PHONE)).map(({ text }) => text)).toEqual(['Before', 'Meanwhile'])
  })

  test('a session outlives its process, its browser and its folder, without a scan', async () => {
    await begin()
    const first = await link()
    await first.act('stop')

    const second = await start()
    await ready(second)
    expect(second.heard('qr')).toEqual([])
    process.kill(await second.act<number>('browserPid'), 'SIGKILL')
    await second.event('browser_gone')
    await second.end()

    const third = await start()
    await ready(third)
    await third.act('stop')

    // As another sender would have it: of the whole profile these two are enough.
    for (const part of ['IndexedDB', 'Local Storage']) {
      const inside = join('session-device', 'Default', part)
      await cp(join(folder, 'first', inside), join(folder, 'moved', inside), { recursive: true })
    }
    const moved = await start({ profile: 'moved' })
    await ready(moved)
    expect(moved.heard('qr')).toEqual([])
    const to = await moved.act<string>('numberId', PHONE.slice(1))
    await acked(moved, await moved.act<Sent>('send', to, 'Halo'), 1)

    // The folder that was left behind is still linked: who opens it takes the device over.
    const former = await start()
    await moved.event<[string]>('disconnected', (reason) => reason === 'CONFLICT')
    expect(await ready(former)).toBe('60111000001@c.us')
  })

  test('a device that its phone takes out says so, and shows a QR again', async () => {
    await begin()
    const library = await link()
    const shown = library.heard('qr').length
    await client.unlink(OWN_PHONE)
    await library.event<[string]>('disconnected', (reason) => reason === 'LOGOUT')
    const before = library.heard('qr').slice(0, shown).flat()
    await library.event<[string]>('qr', (qr) => !before.includes(qr))
  })

  test('a device that sends too fast is told that it is blocked', async () => {
    await begin({ behaviour: { latencyMs: 0, banAbovePerMinute: 1 } })
    const library = await link()
    const to = await library.act<string>('numberId', PHONE.slice(1))
    await acked(library, await library.act<Sent>('send', to, 'one'), 1)
    await library.act('send', to, 'two').catch(() => {})
    await library.event<[string]>('disconnected', (reason) => reason === 'TOS_BLOCK')
    expect(await receivedBy(PHONE)).toHaveLength(1)
  })

  test('a code that is entered on the phone links it as a scan does', async () => {
    await begin()
    const library = await start({ pairWithPhoneNumber: { phoneNumber: OWN_PHONE.slice(1) } })
    const [code] = await library.event<[string]>('code')
    await expect(client.enterCode('00000000', OWN_PHONE)).rejects.toThrow('409')
    await client.enterCode(code, OWN_PHONE)
    expect(await ready(library)).toBe('60111000001@c.us')
  })
})
