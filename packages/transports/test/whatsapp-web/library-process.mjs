// The unmodified whatsapp-web.js with its browser, in a process of its own: what the library leaves unhandled ends or
// hangs this process and not the test. Acts come as { id, act, args }, answers go as { id, result } or { id, error },
// events as { event, args }. Ends, with its browser, when its parent does.
import wweb from 'whatsapp-web.js'

const { Client, LocalAuth, MessageMedia } = wweb
let client

const events = {
  qr: (qr) => [qr],
  code: (code) => [code],
  ready: () => [client.info.wid._serialized],
  change_state: (state) => [state],
  disconnected: (reason) => [reason],
  message_ack: (message, ack) => [{ key: message.id._serialized, id: message.id.id, ack }],
  message: ({ id, from, body, _data }) => [{ id: id.id, from, body, quoted: _data.quotedStanzaID }],
}

const acts = {
  /** Resolves as the library's `initialize` does. */
  async start({ folder, pairWithPhoneNumber, puppeteer }) {
    client = new Client({
      authStrategy: new LocalAuth({ clientId: 'device', dataPath: folder }),
      webVersionCache: { type: 'none' },
      // With a pipe the browser ends when this process does, however that ends.
      puppeteer: { ...puppeteer, pipe: true },
      ...(pairWithPhoneNumber ? { pairWithPhoneNumber } : {}),
    })
    for (const [event, describe] of Object.entries(events)) {
      client.on(event, (...args) => tell({ event, args: describe(...args) }))
    }
    await client.initialize()
    client.pupBrowser.on('disconnected', () => tell({ event: 'browser_gone', args: [] }))
    client.pupPage.on('error', ({ message }) => tell({ event: 'page_gone', args: [message] }))
  },
  /** Ends a wait for `ready` that the library would never end: its own listener came after the page had synced. */
  noticeSync: () =>
    client.pupPage.evaluate(async () => {
      const { Socket } = window.require('WAWebSocketModel')
      while (!(Socket.state === 'CONNECTED' && Socket.hasSynced)) await new Promise((r) => setTimeout(r, 20))
      if (window.WWebJS === undefined) window.onAppStateHasSyncedEvent()
    }),
  numberId: async (number) => (await client.getNumberId(number))?._serialized ?? null,
  lidAndPhone: async (id) => (await client.getContactLidAndPhone([id]))[0],
  async send(to, content, options) {
    const { mimetype, data, filename } = content
    const message = await client.sendMessage(to, data ? new MessageMedia(mimetype, data, filename) : content, options)
    return message === undefined ? null : { key: message.id._serialized, id: message.id.id, ack: message.ack }
  },
  async showTyping(to) {
    await (await client.getChatById(to)).sendStateTyping()
  },
  ask: (name) => client.pupPage.evaluate((module) => Boolean(window.require(module)), name),
  browserPid: () => client.pupBrowser.process().pid,
  logout: () => client.logout(),
  stop: () => client.destroy(),
}

process.on('message', async ({ id, act, args }) => {
  try {
    tell({ id, result: await acts[act](...args) })
  } catch (err) {
    tell({ id, error: String(err?.message ?? err) })
  }
})
process.on('unhandledRejection', (err) => tell({ event: 'unhandled', args: [String(err?.message ?? err)] }))
process.once('disconnect', () => process.exit())

function tell(what) {
  if (process.connected) process.send(what)
}
