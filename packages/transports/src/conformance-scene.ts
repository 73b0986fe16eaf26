import { afterEach, beforeEach } from '@jest/globals'
import { type DeviceRecorder, recordDevice } from './conformance-recorder.js'
import { buildOutboundMessage, type Received, type TransportWorld } from './conformance-world.js'
import type { DeviceIdentity, DeviceSession, OutboundMessage } from './transport.js'

/** What each test of the suite begins with: a fresh world, and one device of it that is online. */
export interface ConformanceScene {
  world: TransportWorld
  device: DeviceIdentity
  says: DeviceRecorder
  session: DeviceSession
  /** Another session, by a transport of its own; resolves when its device is online. */
  open(on: DeviceIdentity, recorder: DeviceRecorder): Promise<DeviceSession>
  /** A message to a phone that nobody has written to. */
  toSomebody(message?: Partial<OutboundMessage>): OutboundMessage
  receivedBy(phone: string): Promise<Received[]>
  /** Resolves when the phone has received something: the network's books are the only signal there is. */
  arrives(phone: string): Promise<void>
}

/** A scene for the tests of the `describe` that this is called in, set anew before each of them. */
export function prepareScene(openWorld: () => Promise<TransportWorld>): ConformanceScene {
  const open = async (on: DeviceIdentity, recorder: DeviceRecorder) => {
    const opened = await scene.world.createTransport().open(on, recorder)
    await recorder.says('online')
    return opened
  }
  const receivedBy = async (phone: string) => (await scene.world.received()).filter(({ to }) => to === phone)
  const scene = {
    open,
    receivedBy,
    toSomebody: (message = {}) => buildOutboundMessage({ to: scene.world.newPhone(), ...message }),
    async arrives(phone) {
      while ((await receivedBy(phone)).length === 0) await new Promise((next) => setTimeout(next, 5))
    },
  } as ConformanceScene

  beforeEach(async () => {
    scene.world = await openWorld()
    scene.device = scene.world.newDevice()
    scene.says = recordDevice()
    scene.session = await open(scene.device, scene.says)
  })
  afterEach(() => scene.world.close())
  return scene
}

/** A signal that nobody aborts. */
export const noHurry = (): AbortSignal => new AbortController().signal

/** Sends, and gives up as soon as `giveUp` resolves. */
export async function sendUntil(session: DeviceSession, message: OutboundMessage, giveUp: Promise<unknown>) {
  const hurry = new AbortController()
  const outcome = session.send(message, hurry.signal)
  await giveUp
  hurry.abort()
  return outcome
}
