import { DEVICES_A_TURN, giveSlots, type SlotRequest, wantedAhead } from '@siaran/domain'
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

/** The campaign workers' dispatching: who has room gets slots, the emptiest first, one turn after the other. */
export class Dispatchers {
  turns = 0
  readonly cpu: Station[]
  private readonly busy: boolean[]
  private noticed = false
  /** Devices by how much they hold, then by id; what is no longer true of one is found out when its turn comes. */
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
    this.emptiest.push(device.held * this.world.asked.devices + device.id, device)
  }

  /** The emptiest that have room, as many as a turn takes. */
  private take(): SimulatedDevice[] {
    const taken: SimulatedDevice[] = []
    while (taken.length < DEVICES_A_TURN && this.emptiest.first !== undefined) {
      const heldThen = Math.floor(this.emptiest.first / this.world.asked.devices)
      const device = this.emptiest.shift()
      if (this.offered[device.id] === heldThen) this.offered[device.id] = -1
      if (!this.hasRoom(device)) continue
      if (device.held !== heldThen) this.offer(device)
      else {
        device.planned = true
        taken.push(device)
      }
    }
    return taken
  }

  private hasRoom(device: SimulatedDevice): boolean {
    return device.online && !device.planned && device.pending > 0 && device.held <= this.wanted / 2
  }

  private engage() {
    const worker = this.busy.indexOf(false)
    if (worker !== -1) this.turn(worker)
  }

  private turn(worker: number) {
    const { clock, postgres, redis, asked } = this.world
    this.busy[worker] = true
    const devices = this.take()
    const isFull = devices.length === DEVICES_A_TURN
    const claims = devices.map((device) => {
      const count = Math.min(device.pending, this.wanted - device.held)
      device.pending -= count
      device.held += count
      return { device, count }
    })
    const messages = claims.reduce((sum, { count }) => sum + count, 0)
    this.turns++
    const over = () => {
      if (isFull) this.turn(worker)
      else this.busy[worker] = false
    }
    const turnMs = costOf(costs.turnMs, asked.devices) + messages * costs.dispatchMs * HALF
    clock.at(postgres.serve(costs.statementMs + turnMs) + costs.roundTripMs, () => {
      if (messages === 0) return over()
      for (const { device, count } of claims) this.plan(device, count)
      clock.at(this.cpu[worker]!.serve(messages * costs.workerMs), () => {
        const queueMs = costs.statementMs + messages * costs.dispatchMs * HALF
        clock.at(postgres.serve(queueMs) + costs.roundTripMs, () => {
          clock.at(redis.serve((messages * costs.redisMs) / 2) + costs.roundTripMs, () => {
            for (const { device } of claims) this.enqueue(device)
            over()
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
