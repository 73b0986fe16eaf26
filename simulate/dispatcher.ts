import { DEVICES_A_SEARCH, DEVICES_A_TURN, giveSlots, type SlotRequest, wantedAhead } from '@siaran/domain'
import { costOf, costs } from './costs.js'
import type { SimulatedDevice } from './device.js'
import { Heap } from './heap.js'
import { Station } from './station.js'
import type { World } from './world.js'

/** How often the scheduler asks for slots. */
const EVERY_MS = 1_000
/** How soon a sender's wish for more becomes a turn (`ask-for-more.ts`). */
const NOTICE_MS = 25
/** The campaign of every message: one is running, on all devices. */
const CAMPAIGN = 'campaign'
/** A statement and the one after it share what a message costs Postgres in a dispatch. */
const HALF = 0.5

/** A device that a search has found, and how much it held then. */
type Found = { device: SimulatedDevice; held: number }

/** The campaign workers' dispatching: who has room gets slots, the emptiest first; after a search as many turns as it found work for. */
export class Dispatchers {
  turns = 0
  readonly cpu: Station[]
  private readonly busy: boolean[]
  private noticed = false
  /** Devices by how much they hold, then by chance; what is no longer true of one is found out when it is looked at. */
  private readonly emptiest = new Heap<SimulatedDevice>()
  private readonly offered: Int32Array
  private readonly wanted: number

  constructor(private readonly world: World) {
    const { workers, devices, pace, window } = world.asked
    this.cpu = Array.from({ length: workers }, () => new Station(world.clock, 1))
    this.busy = new Array(workers).fill(false)
    this.offered = new Int32Array(devices).fill(-1)
    this.wanted = wantedAhead(pace.messagesPerMinute, window)
  }

  start() {
    this.engage()
    this.world.clock.at(this.world.clock.now + EVERY_MS, () => this.start())
  }

  notice() {
    if (this.noticed) return
    this.noticed = true
    this.world.clock.at(this.world.clock.now + NOTICE_MS, () => {
      this.noticed = false
      this.engage()
    })
  }

  /** Something about the device moved: it may have room now. */
  offer(device: SimulatedDevice) {
    if (!this.hasRoom(device) || this.offered[device.id] === device.held) return
    this.offered[device.id] = device.held
    this.emptiest.push(device.held + this.world.roll(), device)
  }

  /** The emptiest that have room, as many as a search may find. The next search finds them as well. */
  private find(): Found[] {
    const found = new Map<SimulatedDevice, number>()
    while (found.size < DEVICES_A_SEARCH && this.emptiest.first !== undefined) {
      const held = Math.floor(this.emptiest.first)
      const device = this.emptiest.shift()
      if (this.offered[device.id] === held) this.offered[device.id] = -1
      if (device.held !== held) this.offer(device)
      else if (this.hasRoom(device)) found.set(device, held)
    }
    for (const device of found.keys()) this.offer(device)
    return [...found].map(([device, held]) => ({ device, held }))
  }

  private hasRoom(device: SimulatedDevice): boolean {
    return device.online && !device.planned && device.pending > 0 && device.held <= this.wanted / 2
  }

  private engage() {
    const worker = this.busy.indexOf(false)
    if (worker !== -1) this.search(worker)
  }

  private search(worker: number) {
    const { clock, postgres, asked } = this.world
    this.busy[worker] = true
    const found = this.find()
    let claimed = 0
    const goOn = (from: number) => {
      if (from < found.length)
        return this.turn(worker, found.slice(from, from + DEVICES_A_TURN), (messages) => {
          claimed += messages
          goOn(from + DEVICES_A_TURN)
        })
      if (found.length === DEVICES_A_SEARCH && claimed > 0) this.search(worker)
      else this.busy[worker] = false
    }
    const searchMs = costs.statementMs + costOf(costs.searchMs, asked.devices)
    clock.at(postgres.serve(searchMs) + costs.roundTripMs, () => goOn(0))
  }

  /** Tells how many messages it has claimed for those that nobody has filled, or fills, since they were found. */
  private turn(worker: number, found: readonly Found[], over: (messages: number) => void) {
    const { clock, postgres, redis } = this.world
    const devices = found.filter(({ device, held }) => this.hasRoom(device) && device.held <= held)
    const claims = devices.map(({ device }) => {
      device.planned = true
      const count = Math.min(device.pending, this.wanted - device.held)
      device.pending -= count
      device.held += count
      return { device, count }
    })
    const messages = claims.reduce((sum, { count }) => sum + count, 0)
    if (messages > 0) this.turns++
    const claimMs = claims.length * costs.turnDeviceMs + messages * costs.dispatchMs * HALF
    clock.at(postgres.serve(costs.statementMs + claimMs) + costs.roundTripMs, () => {
      if (messages === 0) return over(0)
      for (const { device, count } of claims) this.plan(device, count)
      clock.at(this.cpu[worker]!.serve(messages * costs.workerMs), () => {
        const queueMs = costs.statementMs + messages * costs.dispatchMs * HALF
        clock.at(postgres.serve(queueMs) + costs.roundTripMs, () => {
          clock.at(redis.serve((messages * costs.redisMs) / 2) + costs.roundTripMs, () => {
            for (const { device } of claims) this.enqueue(device)
            over(messages)
          })
        })
      })
    })
  }

  /** Slots of devices whose row is not queued yet; they come into the device's queue by {@link enqueue}. */
  private readonly plans = new Map<SimulatedDevice, ReturnType<typeof giveSlots>>()

  private plan(device: SimulatedDevice, count: number) {
    const { asked, clock } = this.world
    const requests: SlotRequest[] = Array.from({ length: count }, () => ({
      campaignId: CAMPAIGN,
      pace: asked.pace,
      ordinal: device.ordinal++,
    }))
    this.plans.set(device, giveSlots(Math.ceil(clock.now), asked.devicePace, device.line, requests, this.world.roll))
  }

  private enqueue(device: SimulatedDevice) {
    const slots = this.plans.get(device)!
    this.plans.delete(device)
    device.queue.push(...slots)
    device.queue.sort((a, b) => a.at - b.at)
    device.planned = false
    this.world.queued(slots.length)
    device.owner?.look(device)
    this.offer(device)
  }
}
