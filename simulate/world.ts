import { type Booking, LEASE_MS } from '@siaran/domain'
import { chanceOf } from '../chaos/chance.js'
import type { Asked } from './arguments.js'
import { SimulatedDevice } from './device.js'
import { Dispatchers } from './dispatcher.js'
import { Distribution } from './distribution.js'
import { Sender } from './sender.js'
import { Station } from './station.js'
import { VirtualClock } from './virtual-clock.js'

/** The fleet, what serves it, and what is counted on the way. */
export class World {
  readonly clock = new VirtualClock()
  readonly postgres: Station
  readonly redis: Station
  readonly devices: SimulatedDevice[]
  readonly senders: Sender[] = []
  readonly dispatchers: Dispatchers
  readonly roll: () => number
  /** Devices that nobody owns, those that were handed back longest ago first. */
  readonly free: SimulatedDevice[]
  /** What dead senders held: theirs until the leases end. */
  readonly leavings: SimulatedDevice[][] = []

  online = 0
  sent = 0
  unconfirmed = 0
  /** Messages that wait in a device's queue for their slot, or are under way; and the most there ever were. */
  inQueues = 0
  mostInQueues = 0
  leaseStatements = 0
  leasesLost = 0
  claimsTooLate = 0
  /** How often a device got an owner. */
  ownings = 0
  /** Milliseconds from slots to beginnings. Replaced where another stretch of time begins. */
  lateness = new Distribution()

  constructor(readonly asked: Asked) {
    this.roll = chanceOf(asked.seed).roll
    this.postgres = new Station(this.clock, asked.postgresCores)
    this.redis = new Station(this.clock, asked.redisNodes)
    this.devices = Array.from(
      { length: asked.devices },
      (_, id) => new SimulatedDevice(id, asked.devicePace, asked.messages),
    )
    this.free = [...this.devices]
    this.dispatchers = new Dispatchers(this)
    this.dispatchers.start()
  }

  startSender(): Sender {
    const sender = new Sender(this)
    this.senders.push(sender)
    sender.start()
    return sender
  }

  sendersHeardOf(): number {
    return this.senders.filter(({ beatAt }) => beatAt > this.clock.now - LEASE_MS).length
  }

  /** Up to so many devices without a living owner; they are the caller's to open or to put back. */
  takeFree(most: number): SimulatedDevice[] {
    const taken = this.free.splice(0, most)
    for (const left of this.leavings) {
      for (let n = left.length - 1; n >= 0 && taken.length < most; n--)
        if (left[n]!.leaseUntil < this.clock.now) taken.push(...left.splice(n, 1))
    }
    return taken
  }

  /** A device has a new owner: what its owner before left in doubt is on record by now. */
  claimed(device: SimulatedDevice): void {
    this.ownings++
    device.held -= device.doubts
    device.doubts = 0
  }

  goOffline(device: SimulatedDevice): void {
    if (device.online) this.online--
    device.online = false
  }

  comeOnline(device: SimulatedDevice): void {
    device.online = true
    this.online++
    this.dispatchers.offer(device)
    this.dispatchers.notice()
  }

  queued(messages: number): void {
    this.inQueues += messages
    this.mostInQueues = Math.max(this.mostInQueues, this.inQueues)
  }

  began(slot: Booking, at: number): void {
    this.lateness.add(at - slot.at)
  }

  settled(device: SimulatedDevice): void {
    this.sent++
    this.inQueues--
    device.sent++
    device.held--
    this.dispatchers.offer(device)
  }

  /** Its owner was about to send, or had: nobody can tell. */
  doubt(device: SimulatedDevice): void {
    if (device.inHand === 'claimed') device.queue.shift()
    this.unconfirmed++
    this.inQueues--
    device.doubts++
  }
}
