import { CLAIM_LIFE_MS, LEASE_MS, RENEW_EVERY_MS, SHARE_EVERY_MS, shareOf } from '@siaran/domain'
import { createBatch } from './batch.js'
import { costOf, costs } from './costs.js'
import type { SimulatedDevice } from './device.js'
import { Station } from './station.js'
import type { World } from './world.js'

/** Rows a statement, and statements at once, as the sender's ledger has them. */
const MOST = 500
const CLAIMS_AT_ONCE = 2
/** As in `send-message.ts`: a shorter wait is slept with the job in hand, a longer one puts it back. */
const SHORT_WAIT_MS = 250
const NOT_NOW_MS = 500
/** As in `own-devices.ts`: a stop waits so long for answers that are on their way. */
const LAST_ANSWERS_MS = 2_500

interface Asked {
  device: SimulatedDevice
  epoch: number
  at: number
}

/** A device sender: keeps its share of the fleet, and sends what is due, one message a device at a time. */
export class Sender {
  readonly served = new Set<SimulatedDevice>()
  readonly cpu: Station
  alive = true
  beatAt = Number.NEGATIVE_INFINITY
  private readonly openings: Station
  private readonly claims: (asked: Asked) => void
  private readonly settlements: (asked: Asked) => void
  private readonly acks: (ack: null) => void
  private places: number
  private readonly waiting: (() => void)[] = []
  private renewedAt = 0
  private stopping = false

  constructor(private readonly world: World) {
    const { clock, postgres, asked } = world
    this.cpu = new Station(clock, 1)
    this.openings = new Station(clock, asked.transport.opensAtOnce)
    this.places = asked.sendsAtOnce
    const statement = (rowMs: number) => (rows: number) =>
      postgres.serve(costs.statementMs + rows * rowMs) + costs.roundTripMs
    this.claims = createBatch<Asked>(
      clock,
      { most: MOST, atOnce: CLAIMS_AT_ONCE, serve: statement(costs.claimMs) },
      {
        sent: (all) => {
          for (const { device, epoch } of all) if (this.holds(device, epoch)) device.inHand = 'claimed'
        },
        done: (all) => {
          for (const one of all) this.begin(one)
        },
      },
    )
    this.settlements = createBatch<Asked>(
      clock,
      { most: MOST, atOnce: 1, serve: statement(costs.settleMs) },
      {
        sent: () => {},
        done: (all) => {
          for (const one of all) this.settled(one)
        },
      },
    )
    // The words about a message come one after the other, each in a statement of its own; counted together they cost the same.
    const { acks } = asked.transport
    this.acks = createBatch<null>(
      clock,
      { most: MOST, atOnce: 1, serve: (rows) => postgres.serve(acks * (costs.statementMs + rows * costs.ackMs)) },
      { sent: () => {}, done: () => {} },
    )
  }

  start() {
    this.renewedAt = this.world.clock.now
    this.tick()
  }

  /** As by `kill -9`: whatever stood before a settlement is in doubt, whatever was not claimed is not. */
  kill() {
    this.alive = false
    for (const device of this.served) {
      if (device.inHand === 'claimed' || device.inHand === 'unsettled') this.world.doubt(device)
      this.end(device)
    }
    this.world.leavings.push([...this.served])
    this.served.clear()
  }

  /** As by SIGTERM: gives everything back, then leaves. */
  stop(then: () => void) {
    this.stopping = true
    this.giveUp([...this.served], () => {
      this.world.postgres.serve(costs.statementMs)
      this.alive = false
      this.beatAt = Number.NEGATIVE_INFINITY
      then()
    })
  }

  private tick() {
    if (!this.alive || this.stopping) return
    const { clock, postgres, asked } = this.world
    const again = () => clock.at(clock.now + SHARE_EVERY_MS, () => this.tick())
    const takeShare = () => {
      if (!this.alive || this.stopping) return
      this.beatAt = clock.now
      this.world.leaseStatements += 2
      const known = postgres.serve(2 * costs.statementMs + costOf(costs.standingMs, asked.devices)) + costs.roundTripMs
      clock.at(known, () => {
        if (!this.alive || this.stopping) return
        const share = shareOf(asked.devices, asked.capacity, this.world.sendersHeardOf() * asked.capacity)
        if (this.served.size > share) this.giveUp([...this.served].slice(0, this.served.size - share), again)
        else if (this.served.size < share) this.claim(share - this.served.size, again)
        else again()
      })
    }
    if (clock.now - this.renewedAt < RENEW_EVERY_MS) return takeShare()
    this.world.leaseStatements++
    const began = clock.now
    const ms = (costOf(costs.renewMs, asked.devices) * this.served.size) / 1_000
    clock.at(postgres.serve(costs.statementMs + ms) + costs.roundTripMs, () => {
      if (!this.alive) return
      for (const device of this.served) {
        if (device.leaseUntil >= clock.now) device.leaseUntil = clock.now + LEASE_MS
        else this.lose(device)
      }
      this.renewedAt = began
      takeShare()
    })
  }

  private claim(most: number, then: () => void) {
    const { clock, postgres, asked } = this.world
    this.world.leaseStatements++
    const devices = this.world.takeFree(most)
    const ms = (costOf(costs.claimDevicesMs, asked.devices) * devices.length) / 250
    clock.at(postgres.serve(costs.statementMs + ms) + costs.roundTripMs, () => {
      if (!this.alive || this.stopping) {
        this.world.free.push(...devices)
        return
      }
      for (const device of devices) this.open(device)
      then()
    })
  }

  private open(device: SimulatedDevice) {
    const { clock, postgres, asked } = this.world
    device.owner = this
    device.leaseUntil = clock.now + LEASE_MS
    const epoch = ++device.epoch
    this.world.claimed(device)
    this.served.add(device)
    clock.at(this.openings.serve(asked.transport.openMs), () => {
      if (!this.holds(device, epoch)) return
      device.openGate()
      postgres.serve(costs.claimMs)
      this.world.comeOnline(device)
      this.look(device)
    })
  }

  private giveUp(devices: SimulatedDevice[], then: () => void) {
    const { clock, postgres } = this.world
    let open = devices.length
    const closed = () => {
      if (--open > 0) return
      const ms = (costOf(costs.renewMs, this.world.asked.devices) * devices.length) / 1_000
      clock.at(postgres.serve(costs.statementMs + ms) + costs.roundTripMs, () => {
        this.world.leaseStatements++
        this.world.free.push(...devices.filter(({ owner }) => owner === null))
        then()
      })
    }
    if (devices.length === 0) return then()
    for (const device of devices) {
      const { epoch } = device
      this.world.goOffline(device)
      const close = () => {
        this.served.delete(device)
        this.end(device)
        closed()
      }
      if (device.inHand === 'nothing') close()
      else {
        device.whenIdle = close
        clock.at(clock.now + LAST_ANSWERS_MS, () => {
          if (!this.holds(device, epoch) || device.whenIdle === null) return
          if (device.inHand === 'claimed' || device.inHand === 'unsettled') this.world.doubt(device)
          device.whenIdle = null
          close()
        })
      }
    }
  }

  private lose(device: SimulatedDevice) {
    this.world.leasesLost++
    if (device.inHand === 'claimed' || device.inHand === 'unsettled') this.world.doubt(device)
    this.served.delete(device)
    this.end(device)
    this.world.free.push(device)
  }

  /** Whatever was set for this owner is void. */
  private end(device: SimulatedDevice) {
    device.epoch++
    device.owner = null
    this.world.goOffline(device)
    device.inHand = 'nothing'
    device.whenIdle = null
  }

  private holds = (device: SimulatedDevice, epoch: number) => this.alive && device.epoch === epoch

  /** Sleeps until the device's next slot, then fetches its job. */
  look(device: SimulatedDevice, notBefore = 0) {
    const next = device.queue[0]
    if (next === undefined || !device.mayBegin || device.inHand !== 'nothing') return
    const { clock, redis } = this.world
    const { epoch } = device
    clock.at(Math.max(next.at, notBefore), () => {
      if (!this.holds(device, epoch) || device.inHand !== 'nothing' || !device.mayBegin) return
      device.inHand = 'fetched'
      clock.at(redis.serve(costs.redisMs / 2) + costs.roundTripMs, () => {
        if (this.holds(device, epoch)) this.inPlace(() => this.wait(device, epoch))
      })
    })
  }

  private inPlace(work: () => void) {
    if (this.places > 0) {
      this.places--
      work()
    } else this.waiting.push(work)
  }

  private leavePlace() {
    const next = this.waiting.shift()
    if (next === undefined) this.places++
    else next()
  }

  private wait(device: SimulatedDevice, epoch: number) {
    const { clock } = this.world
    if (!this.holds(device, epoch)) return this.leavePlace()
    const job = device.queue[0]!
    const waitMs = Math.max(job.at - clock.now, device.gate.waitMs(job, clock.now))
    if (waitMs > SHORT_WAIT_MS) return this.putBack(device, clock.now + waitMs)
    const ask = () => {
      if (!this.holds(device, epoch)) return this.leavePlace()
      if (!device.mayBegin) return this.putBack(device, clock.now + NOT_NOW_MS)
      device.inHand = 'asked'
      this.claims({ device, epoch, at: clock.now })
    }
    if (waitMs > 0) clock.at(clock.now + waitMs, ask)
    else ask()
  }

  private putBack(device: SimulatedDevice, until: number) {
    this.leavePlace()
    device.letGo()
    this.look(device, until)
  }

  private begin({ device, epoch, at }: Asked) {
    const { clock, asked } = this.world
    if (!this.holds(device, epoch)) return this.leavePlace()
    const begins = this.cpu.serve(costs.senderMs)
    if (begins - at > CLAIM_LIFE_MS || !device.mayBegin) {
      this.world.claimsTooLate++
      this.world.postgres.serve(costs.statementMs + costs.settleMs)
      return this.putBack(device, clock.now)
    }
    device.inHand = 'unsettled'
    this.world.began(device.begin(begins), begins)
    clock.at(begins + asked.latencyMs * (0.5 + this.world.roll()), () => {
      if (this.holds(device, epoch)) this.settlements({ device, epoch, at: clock.now })
      else this.leavePlace()
    })
  }

  private settled({ device, epoch }: Asked) {
    this.leavePlace()
    if (!this.holds(device, epoch)) return
    if (this.world.asked.transport.acks > 0) this.acks(null)
    this.world.settled(device)
    device.letGo()
    if (this.holds(device, epoch)) this.look(device)
  }
}
