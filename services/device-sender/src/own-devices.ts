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
import { createBatch } from './batch.js'
import type { Ledger } from './ledger.js'
import { ServedDevice } from './served-device.js'
import { createSessions, type SessionsDeps } from './sessions.js'

export interface OwnDeps extends SessionsDeps {
  db: Database
  sender: string
  /** Most devices of all transports together, and of some of them fewer. */
  capacity: number
  capacities?: ReadonlyMap<string, number>
  sendDeadlineMs: number
  fleet: DeviceFleet
  live: LiveEvents
  ledger: Pick<Ledger, 'writeStatus'>
  /** Told how many devices were lost that had not been let go. */
  onLeasesLost?: (devices: number) => void
  /** An instant (epoch milliseconds) on the clock of the gates, which nobody sets. */
  toElapsed: (at: number) => number
}

/** A stop waits so long for answers that are on their way; what has none by then is unconfirmed. */
const LAST_ANSWERS_MS = 2_500

/**
 * Keeps this sender's devices: claims those that want serving and have no living owner, renews all leases in one
 * statement, gives up what is more than its share, and lets go at once of what it has lost.
 */
export function ownDevices(deps: OwnDeps) {
  const { db, sender, log, fleet } = deps
  const sessions = createSessions(deps)
  const served = new Map<string, ServedDevice>()
  /** What is on its way out here, or is opened anew. A browser takes seconds for that; leases are renewed meanwhile. */
  const leaving = new Map<string, { device: ServedDevice; done: Promise<void> }>()
  const transportNames = [...deps.transports.keys()]
  const { capacity } = deps
  const mostOf = (name: string) => Math.min(deps.capacities?.get(name) ?? capacity, capacity)
  const capacities = new Map(transportNames.map((name) => [name, mostOf(name)]))
  /** Transports of which devices may have to wait, since nobody has room for more. */
  const full = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let ticking: Promise<void> | null = null
  let again = false
  /** No device is taken any more; those that are here are on their way out. */
  let stopping = false
  let ended = false
  let renewedAt = performance.now()

  const open = async (row: OwnedDevice, lastSends: readonly Booking[]): Promise<void> => {
    const device = new ServedDevice(row, deps.sendDeadlineMs)
    served.set(row.id, device)
    // The rows know when a send was claimed; it may have begun as late as its claim lived.
    device.gate.remember(lastSends.map((send) => ({ ...send, at: deps.toElapsed(send.at) + CLAIM_LIFE_MS })))
    device.session = await sessions.open(device)
  }

  /** Ends a device's work here. The lease is gone, or is given back by the caller. */
  const close = async (device: ServedDevice, how: 'close' | 'logout' = 'close'): Promise<void> => {
    device.leave()
    served.delete(device.id)
    const lastAnswers = setTimeout(() => device.cut(), LAST_ANSWERS_MS)
    await fleet.remove(device.id)
    clearTimeout(lastAnswers)
    await device.session?.[how]()
  }

  const handBack = createBatch<string, string>(
    async (ids) => {
      await handBackDevices(db, sender, ids)
      return ids
    },
    { most: 500 },
  )

  /** What fails on the way out leaves a lease without a device here, which the next renewal gives back. */
  const inItsOwnTime = (device: ServedDevice, work: () => Promise<void>): void => {
    const { id: deviceId } = device
    const done = work()
      .catch((err) => log.error({ err, deviceId }, 'a device could not be let go as it should; it is given back'))
      .finally(() => {
        if (leaving.get(deviceId)?.done === done) leaving.delete(deviceId)
      })
    leaving.set(deviceId, { device, done })
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
    await handBack(device.id)
    log.info({ deviceId: device.id, status }, 'device let go as wished')
  }

  const renew = async (): Promise<void> => {
    const asked = performance.now()
    const rows = new Map((await renewLeases(db, sender, LEASE_MS)).map((row) => [row.id, row]))
    renewedAt = asked
    const strays = [...rows.keys()].filter((id) => !served.has(id) && !leaving.has(id))
    if (strays.length > 0) await handBackDevices(db, sender, strays)
    for (const device of [...served.values()]) {
      const row = rows.get(device.id)
      if (row === undefined || row.epoch !== device.epoch) {
        log.warn({ deviceId: device.id }, 'lease lost: the device is somebody else’s')
        deps.onLeasesLost?.(1)
        inItsOwnTime(device, () => close(device))
      } else if (!row.wanted || row.logoutRequested) {
        device.change(row)
        inItsOwnTime(device, () => dismiss(device))
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
    // Whoever took it over has no lease: this sender has just renewed it. One that was frozen has found that out by then.
    const isToComeBack = device.wasTakenOver(LEASE_MS)
    const isAsked = row.status === 'connecting' && device.hasGivenUp
    if (isAsked || isToComeBack || linksOtherwise || sessions.opensOtherwise(opened, row)) {
      inItsOwnTime(device, async () => {
        await close(device)
        await openAll([row])
      })
    }
  }

  /** Of each transport's devices as many as any other sender that can serve it, in proportion to what each can hold. */
  const takeShare = async (): Promise<void> => {
    await beat(db, 'device-sender', sender, capacities)
    for (const standing of await readFleetStanding(db, LEASE_MS, transportNames)) {
      const { transport, devices } = standing
      const isOfIt = ({ row }: ServedDevice) => row.transport === transport
      const here = [...served.values()].filter(isOfIt)
      const share = shareOf(devices, capacities.get(transport)!, standing.capacity)
      const spare = here.slice(0, Math.max(0, here.length - share))
      for (const device of spare) inItsOwnTime(device, () => giveUp(device))
      if (spare.length > 0) log.info({ devices: spare.length, transport, share }, 'devices given up')
      const onTheirWay = [...leaving.values()].map(({ device }) => device).filter(isOfIt)
      const wants = share - here.length - onTheirWay.length
      const room = Math.min(wants, capacity - served.size - leaving.size)
      if (devices > standing.capacity || wants > room) full.add(transport)
      else full.delete(transport)
      if (room > 0) await claim(transport, room)
    }
  }

  const claim = async (transport: string, most: number): Promise<void> => {
    const rows = await claimDevices(db, sender, LEASE_MS, most, [transport])
    if (rows.length > 0) log.info({ devices: rows.length, transport }, 'devices claimed')
    // A lease that was lost and found again: its last session here has not let go of it yet.
    const tooSoon = rows.filter(({ id }) => leaving.has(id))
    if (tooSoon.length > 0) await handBackDevices(db, sender, idsOf(tooSoon))
    await openAll(rows.filter((row) => !tooSoon.includes(row)))
  }

  const openAll = async (rows: readonly OwnedDevice[]): Promise<void> => {
    const lastSends = await readLastSends(db, idsOf(rows))
    for (let n = 0; n < rows.length; n += OPEN_AT_ONCE)
      await Promise.all(
        rows.slice(n, n + OPEN_AT_ONCE).map((row) =>
          open(row, lastSends.get(row.id)!).catch(async (err) => {
            log.error({ err, deviceId: row.id }, 'the session could not be opened; handed back')
            const device = served.get(row.id)
            if (device !== undefined) await giveUp(device)
          }),
        ),
      )
  }

  /** Ends a device's work here and gives it back, so that another sender can take it at once. */
  const giveUp = async (device: ServedDevice): Promise<void> => {
    await close(device)
    await handBack(device.id)
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
        for (const device of [...served.values()]) inItsOwnTime(device, () => close(device))
      }
    }
  }

  const schedule = (afterMs: number) => {
    clearTimeout(timer)
    if (ended) return
    timer = setTimeout(run, afterMs)
  }

  const run = () => {
    if (ticking !== null || ended) return
    ticking = tick().finally(() => {
      ticking = null
      schedule(again ? 0 : SHARE_EVERY_MS)
    })
  }

  return {
    name: 'devices',
    served: served as ReadonlyMap<string, ServedDevice>,
    full: full as ReadonlySet<string>,
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
      await ticking
      // Until a device is given back its lease is renewed: under one that has run out no session can be saved.
      while (leaving.size + served.size > 0) {
        for (const device of [...served.values()]) inItsOwnTime(device, () => giveUp(device))
        await Promise.all(Array.from(leaving.values(), ({ done }) => done))
      }
      ended = true
      clearTimeout(timer)
      await ticking
      await leave(db, 'device-sender', sender)
    },
  }
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id)
