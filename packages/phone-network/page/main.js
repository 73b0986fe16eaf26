import { acknowledge, receive } from './chats.js'
import { createWid } from './ids.js'
import { plain } from './models.js'
import { pageModules } from './modules.js'
import { askForPasskey } from './passkey.js'
import { settings } from './settings.js'
import { commands, connection, me, socketState, sync } from './state.js'
import { strictRequire } from './strict.js'
import { vault } from './vault.js'
import { connectWire } from './wire.js'

const keys = (await vault.load('keys')) ?? newKeys()
await vault.save('keys', keys)
let credentials = await vault.load('credentials')

const wire = connectWire({
  hello: () => ({ credentials: credentials ?? null }),
  hear: (frame) => heard[frame.op](frame),
  lost() {
    if (socketState.state === 'CONNECTED') socketState.set('state', 'OPENING')
  },
})

/** What the network says, one entry a word. */
const heard = {
  reference({ reference }) {
    connection.set('ref', reference)
    socketState.set('state', 'UNPAIRED')
  },
  idle: () => socketState.set('state', 'UNPAIRED_IDLE'),
  async paired(frame) {
    socketState.set('state', 'PAIRING')
    credentials = frame.credentials
    await vault.save('credentials', credentials)
    localStorage.setItem('last-wid-md', JSON.stringify(frame.phone))
    wire.send({ op: 'kept' })
  },
  passkey() {
    socketState.set('state', 'PAIRING')
    askForPasskey(settings.passkey)
  },
  async welcome({ phone, lid, name }) {
    me.phone = createWid(phone)
    me.lid = createWid(lid)
    connection.set({ pushname: name, platform: 'android', wid: me.phone })
    socketState.set('state', 'OPENING')
    wire.online()
    socketState.set('state', 'CONNECTED')
    for (const progress of [25, 50, 100]) {
      sync.progress = progress
      commands.trigger('offline_progress_update_from_bridge')
      await pause(settings.syncMs / 3)
    }
    socketState.set('hasSynced', true)
  },
  state: ({ state }) => socketState.set('state', state),
  events({ upTo, events }) {
    for (const event of events) {
      if (event.op === 'ack') acknowledge(event)
      else receive(event)
    }
    wire.send({ op: 'heard', upTo })
  },
  async unlinked({ byPhone }) {
    wire.close()
    commands.trigger(byPhone ? 'logout_from_bridge' : 'logout')
    await vault.wipe()
    localStorage.clear()
    // The library's handler has to be heard outside the page before the page goes.
    await pause(50)
    location.replace('/?post_logout=1&logout_reason=0')
  },
}

connection.serialize = () => {
  const { ref, platform, pushname, wid } = connection
  return plain({ ref, platform, pushname, wid, connected: socketState.state === 'CONNECTED' })
}
window.require = strictRequire(pageModules(wire, keys))
wire.connect()
// The sign by which the library knows that the page's modules are there.
window.Debug = { VERSION: '2.3000.1042401057' }

function newKeys() {
  const random = () => crypto.getRandomValues(new Uint8Array(32))
  return { noise: random(), identity: random(), secret: random() }
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
