import type { LiveEvents } from '@siaran/contracts'
import { type Database, type DeviceNews, isRefusal, markReplied, releaseDevice } from '@siaran/db'
import type { DeviceFleet, Producer } from '@siaran/queue'
import type { DeviceEvents, IncomingMessage, SessionStatus } from '@siaran/transports'
import type { Logger } from 'pino'
import { insist } from './insist.js'
import type { Ledger } from './ledger.js'
import type { ServedDevice } from './served-device.js'
import { takeAnswer } from './take-answer.js'

export interface HearDeps {
  db: Database
  fleet: DeviceFleet
  ledger: Ledger
  live: LiveEvents
  produce: Pick<Producer, 'discardDeviceJobs'>
  /** Asks the dispatcher for slots. */
  askForSlots(): void
  /** What is unconfirmed on a device that came online can be asked for. */
  lookUpDoubts(): void
  moved: (campaignId: string) => void
  log: Logger
}

/** What a device's session says, turned into rows and live events. Each word is taken in its turn, one after the other. */
export function hearNetwork(deps: HearDeps, device: ServedDevice): DeviceEvents {
  const { ledger, live, log } = deps
  const { workspaceId } = device.row
  let turn: Promise<void> = Promise.resolve()
  const inTurn = (what: string, work: () => Promise<void>): Promise<void> => {
    turn = turn.then(work).catch((err) => log.error({ err, deviceId: device.id }, `${what} could not be taken in`))
    return turn
  }

  /** What a phone can link the device with. False when it is no news. */
  const offer = async (shown: Partial<DeviceNews>): Promise<boolean> => {
    const { id: deviceId, epoch } = device
    if ((await ledger.writeStatus({ ...shown, deviceId, epoch, status: 'qr' })) === null) return false
    live.publish({ workspaceId }, 'device:status', { deviceId, status: 'qr' })
    return true
  }

  return {
    status: (status, reason) => void inTurn('a device status', () => changeStatus(deps, device, status, reason)),
    qr: (qr, expiresAt) =>
      void inTurn('a QR code', async () => {
        if (!(await offer({ qr, qrExpiresAt: expiresAt }))) return
        live.publish({ workspaceId }, 'device:qr', { deviceId: device.id, qr, expiresAt: expiresAt.toISOString() })
      }),
    pairingCode: (code, expiresAt) =>
      void inTurn('a pairing code', async () => {
        const phone = device.row.pairingPhone
        if (phone === null || !(await offer({ pairingCode: code, pairingExpiresAt: expiresAt }))) return
        const told = { deviceId: device.id, code, phone, expiresAt: expiresAt.toISOString() }
        live.publish({ workspaceId }, 'device:code', told)
      }),
    ack: (ack) => ledger.acknowledge({ ...ack, deviceId: device.id }),
    // While the store is away it is rejected, so that the network tells it again: it may be the word of an opt-out.
    incoming: (message) => {
      const taken = turn.then(() => hearMessage(deps, { id: device.id, workspaceId }, message))
      void inTurn('a message from a phone', () => taken)
      return taken.catch((err) => {
        if (!isRefusal(err)) throw err
      })
    },
  }
}

/** What somebody wrote to a device, whether it is served or not. */
export async function hearMessage(
  deps: Pick<HearDeps, 'db' | 'live' | 'moved' | 'produce' | 'log'>,
  { id: deviceId, workspaceId }: { id: string; workspaceId: string },
  message: IncomingMessage,
): Promise<void> {
  const { from, text, at } = message
  deps.live.publish({ workspaceId }, 'message:received', { deviceId, from, text, at: at.toISOString() })
  const answered = await markReplied(deps.db, { ...message, deviceId })
  if (answered !== null) deps.moved(answered.campaignId)
  await takeAnswer(deps, { workspaceId, phone: from, text })
}

async function changeStatus(
  deps: HearDeps,
  device: ServedDevice,
  status: SessionStatus,
  reason?: string,
): Promise<void> {
  const { db, fleet, ledger, live, log, produce } = deps
  // A session that this sender closes itself says so too; the device goes on elsewhere and is not lost.
  if (device.hasLeft) return
  device.said = status
  if (status !== 'online') device.online = false
  const { id: deviceId, epoch } = device
  const told = { deviceId, status, ...(reason === undefined ? {} : { reason }) }
  // A session says so once: the device would stay what it was for good.
  const news = await insist(() => ledger.writeStatus({ ...told, epoch }), {
    what: 'a device status',
    about: told,
    log,
    isWanted: () => !device.hasLeft,
  })
  if (news !== null) {
    log.info(told, 'device status')
    live.publish({ workspaceId: news.workspaceId }, 'device:status', told)
  }
  // It may have left while that was being written: its jobs are another sender's by now.
  if (device.hasLeft) return
  if (status === 'online') {
    device.online = true
    await fleet.add(device.id, device.limiter)
    deps.askForSlots()
    deps.lookUpDoubts()
  } else if (status !== 'connecting') {
    await fleet.remove(device.id)
    const released = await releaseDevice(db, device.id)
    void produce.discardDeviceJobs(released)
  }
}
