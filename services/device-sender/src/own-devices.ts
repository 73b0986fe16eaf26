import { isDeepStrictEqual } from 'node:util'
import type { LiveEvents } from '@siaran/contracts'
import {
  beat,
  claimDevices,
  type Database,
  handBackDevices,
  leave,
  type OwnedDevice,
  readFleetStanding,
  readLastSends,
  releaseDevice,
  renewLeases,
} from '@siaran/db'
import {
  type Booking,
  CLAIM_LIFE_MS,
  LEASE_MS,
  OPEN_AT_ONCE,
  RENEW_EVERY_MS,
  SHARE_EVERY_MS,
  shareOf,
} from '@siaran/domain'
import type { DeviceFleet } from '@siaran/queue'
import type { SecretBox } from '@siaran/secrets'
import type { DeviceEvents, Transport } from '@siaran/transports'
import type { Logger } from 'pino'
import type { Ledger } from './ledger.js'
import { ServedDevice } from './served-device.js'

export interface OwnDeps {
  db: Database
  sender: string
  capacity: number
  sendDeadlineMs: number
  transports: ReadonlyMap<string, Transport>
  secrets: Pick<SecretBox, 'open'>
  fleet: DeviceFleet
  live: LiveEvents
  ledger: Pick<Ledger, 'writeStatus'>
  hear: (device: ServedDevice) => DeviceEvents
  /** Told how many devices were lost that had not been let go. */
  onLeasesLost?: (devices: number) => void
  log: Logger
  /** An instant (epoch milliseconds) on the clock of the gates, which nobody sets. */
  toElapsed: (at: number) => number
}

/** A stop waits so long for answers that are on their way; what has none by then is unconfirmed. */
const LAST_ANSWERS_MS = 2_500
const SEALED =
  "The device's credentials cannot be opened with the keys that are configured: enter them again, then connect"

/**
 * Keeps this sender's devices: claims those that want serving and have no living owner, renews all leases in one
 * statement, gives up what is more than its share, and lets go at once of what it has lost.
 */
export function ownDevices(deps: OwnDeps) {
  const { db, sender, log, fleet } = deps
  const served = new Map<string, ServedDevice>()
  const transportNames = [...deps.transports.keys()]
  let timer: NodeJS.Timeout | undefined
  let ticking: Promise<void> | null = null
  let again = false
  let stopping = false
  let renewedAt = performance.now()

  const open = async (row: OwnedDevice, lastSends: readonly Booking[]): Promise<void> => {
    const device = new ServedDevice(row, deps.sendDeadlineMs)
    served.set(row.id, device)
    // The rows know when a send was claimed; it may have begun as late as its claim lived.
    device.gate.remember(lastSends.map((send) => ({ ...send, at: deps.toElapsed(send.at) + CLAIM_LIFE_MS })))
    const transport = deps.transports.get(row.transport)!
    const events = deps.hear(device)
    const credentials = credentialsOf(row)
    if (credentials === null) events.status('failed', SEALED)
    else {
      const { id, settings, pairingPhone } = row
      const pairing = pairingPhone === null ? {} : { pairWithPhone: pairingPhone }
      device.session = await transport.open({ id, settings, credentials, ...pairing }, events)
    }
  }

  /** In clear, for the session alone; null when they cannot be opened, which is logged. */
  const credentialsOf = ({ id, credentials }: OwnedDevice): Record<string, unknown> | null => {
    try {
      return credentials === null ? {} : (deps.secrets.open(credentials, id) as Record<string, unknown>)
    } catch (err) {
      log.error({ err, deviceId: id }, 'the credentials of a device could not be opened')
      return null
    }
  }

  /** Sealed anew with another key, credentials are still the same. */
  const opensOtherwise = (before: OwnedDevice, now: OwnedDevice): boolean =>
    !isDeepStrictEqual(before.settings, now.settings) ||
    (!isDeepStrictEqual(before.credentials, now.credentials) &&
      !isDeepStrictEqual(credentialsOf(before), credentialsOf(now)))

  /** Ends a device's work here. The lease is gone, or is given back by the caller. */
  const close = async (device: ServedDevice, how: 'close' | 'logout' = 'close'): Promise<void> => {
    device.leave()
    served.delete(device.id)
    const lastAnswers = setTimeout(() => device.cut(), LAST_ANSWERS_MS)
    await fleet.remove(device.id)
    clearTimeout(lastAnswers)
    await device.session?.[how]()
  }

  /** Ends a device's work because a person wants it so, and says so. */
  const dismiss = async (device: ServedDevice): Promise<void> => {
    const loggingOut = device.row.logoutRequested
    await close(device, loggingOut ? 'logout' : 'close')
    await releaseDevice(db, device.id)
    const status = loggingOut ? 'logged_out' : 'disconnected'
    const news = await deps.ledger.writeStatus({ deviceId: device.id, epoch: device.epoch, status })
    if (news !== null)
      deps.live.publish({ workspaceId: news.workspaceId }, 'device:status', { deviceId: device.id, status })
    await handBackDevices(db, sender, [device.id])
    log.info({ deviceId: device.id, status }, 'device let go as wished')
  }

  const renew = async (): Promise<void> => {
    const asked = performance.now()
    const rows = new Map((await renewLeases(db, sender, LEASE_MS)).map((row) => [row.id, row]))
    renewedAt = asked
    for (const device of [...served.values()]) {
      const row = rows.get(device.id)
      if (row === undefined || row.epoch !== device.epoch) {
        log.warn({ deviceId: device.id }, 'lease lost: the device is somebody else’s')
        deps.onLeasesLost?.(1)
        await close(device)
      } else if (!row.wanted || row.logoutRequested) {
        device.change(row)
        await dismiss(device)
      } else {
        await refresh(device, row)
      }
    }
  }

  const refresh = async (device: ServedDevice, row: OwnedDevice): Promise<void> => {
    const before = JSON.stringify(device.limiter)
    const opened = device.row
    device.change(row)
    if (device.online && JSON.stringify(device.limiter) !== before) await fleet.add(device.id, device.limiter)
    // A person pressed "connect" on a session that had given up, or changed what it was opened with: open it anew.
    const linksOtherwise = device.said !== 'online' && row.pairingPhone !== opened.pairingPhone
    if ((row.status === 'connecting' && device.hasGivenUp) || linksOtherwise || opensOtherwise(opened, row)) {
      await close(device)
      await openAll([row])
    }
  }

  const takeShare = async (): Promise<void> => {
    await beat(db, 'device-sender', sender, deps.capacity)
    const { devices, senders } = await readFleetStanding(db, LEASE_MS, transportNames)
    const share = shareOf(devices, senders, deps.capacity)
    if (served.size > share) return giveUp([...served.values()].slice(0, served.size - share))
    if (served.size === share) return
    const rows = await claimDevices(db, sender, LEASE_MS, share - served.size, transportNames)
    if (rows.length > 0) log.info({ devices: rows.length, share }, 'devices claimed')
    await openAll(rows)
  }

  const openAll = async (rows: readonly OwnedDevice[]): Promise<void> => {
    const lastSends = await readLastSends(
      db,
      rows.map(({ id }) => id),
    )
    for (let n = 0; n < rows.length; n += OPEN_AT_ONCE)
      await Promise.all(
        rows.slice(n, n + OPEN_AT_ONCE).map((row) =>
          open(row, lastSends.get(row.id)!).catch(async (err) => {
            log.error({ err, deviceId: row.id }, 'the session could not be opened; handed back')
            const device = served.get(row.id)
            if (device !== undefined) await giveUp([device])
          }),
        ),
      )
  }

  const giveUp = async (devices: ServedDevice[]): Promise<void> => {
    await Promise.all(devices.map((device) => close(device)))
    await handBackDevices(
      db,
      sender,
      devices.map(({ id }) => id),
    )
    log.info({ devices: devices.length }, 'devices handed back')
  }

  const tick = async (): Promise<void> => {
    try {
      if (again || performance.now() - renewedAt >= RENEW_EVERY_MS) {
        again = false
        await renew()
      }
      if (!stopping) await takeShare()
    } catch (err) {
      log.warn({ err }, 'leases could not be renewed; trying again')
      if (performance.now() - renewedAt > LEASE_MS && served.size > 0) {
        log.error({ devices: served.size }, 'all leases are lost: Postgres has not answered for too long')
        deps.onLeasesLost?.(served.size)
        await Promise.all([...served.values()].map((device) => close(device)))
      }
    }
  }

  const schedule = (afterMs: number) => {
    clearTimeout(timer)
    if (stopping) return
    timer = setTimeout(run, afterMs)
  }

  const run = () => {
    if (ticking !== null || stopping) return
    ticking = tick().finally(() => {
      ticking = null
      schedule(again ? 0 : SHARE_EVERY_MS)
    })
  }

  return {
    name: 'devices',
    served: served as ReadonlyMap<string, ServedDevice>,
    /** Something about a device changed: look now. */
    look() {
      again = true
      if (ticking === null) schedule(0)
    },
    async start() {
      run()
    },
    async stop() {
      if (stopping) return
      stopping = true
      clearTimeout(timer)
      await ticking
      await giveUp([...served.values()])
      await leave(db, 'device-sender', sender)
    },
  }
}
