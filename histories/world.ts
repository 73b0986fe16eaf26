import { addSuppression, cancelCampaign, pauseCampaign, stopMessages, vacateDevice } from '@siaran/db'
import { DeviceQueues } from './device-queues.js'
import { faultsOfBeginning, faultsOfEnd, type Rows, short } from './invariants.js'
import { BEGINNING, CAMPAIGN, GAP_MS, type Lane, type Scene } from './lane.js'
import { PhoneNetwork } from './network.js'
import { type Act, databaseOf, isLostAnswer, Passing, Process } from './process.js'
import { type Sender, startSender } from './sender.js'
import { VirtualClock } from './virtual-time.js'
import { tally, Witness } from './witness.js'
import { dispatchOnce, repairOnce } from './worker.js'

/** Longer than any wait of the workers for one another. */
const SETTLED_AFTER_ROUNDS = 60
/** Far more than all messages need. */
const ACTS_UNTIL_REST = 500

/** Siaran in one process of Node: its real code and its real SQL, with Redis, the network and time in the history's hands. */
export class World {
  readonly clock = new VirtualClock(BEGINNING)
  readonly queues = new DeviceQueues()
  readonly network = new PhoneNetwork((handOver) =>
    this.witness.accuse(...faultsOfBeginning(handOver, { ...this, handOvers: this.network.handOvers, gapMs: GAP_MS })),
  )
  /** Statements of the dead that may still arrive. */
  readonly stragglers: Act[] = []
  /** A pause or a cancel was answered, and nobody has resumed since. */
  isStopped = false
  readonly suppressed = new Set<string>()
  readonly witness: Witness
  private readonly passing = new Passing()
  private readonly senders: (Sender | null)[] = [null, null]
  private readonly workers = new Map<string, Process>()
  private readonly busy = new Set<string>()
  private born = 0
  private resumes = 0

  private constructor(private readonly lane: Lane) {
    this.witness = new Witness(lane, this.clock)
  }

  /** A running campaign, two devices, and two senders that share them. */
  static async open(lane: Lane, scene: Scene): Promise<World> {
    const world = new World(lane)
    await lane.reset(scene)
    await world.witness.readRows()
    world.startSender(0)
    world.startSender(1)
    await world.carryOutAll()
    if (scene.isDispatched) {
      world.dispatch(1)
      await world.go(world.waiting[0]!, 3)
    }
    return world
  }

  /** As they were after the last statement. */
  get rows(): Rows {
    return this.witness.rows
  }

  /** The processes that wait for something. */
  get waiting(): Process[] {
    return this.processes.filter(({ acts }) => acts.length > 0)
  }

  get processes(): Process[] {
    const all = [...this.workers.values(), ...this.senders.flatMap((sender) => sender?.process ?? [])]
    return all.filter(({ isAlive }) => isAlive)
  }

  // The processes ----------------------------------------------------------------------------------------------------

  private spawn(name: string): Process {
    return new Process(`${name} ${++this.born}`, this.clock)
  }

  private dbOf(process: Process) {
    return databaseOf(process, this.lane.db, this.passing, (statement, values) => this.witness.look(statement, values))
  }

  /** Begins something in a process of its own kind, unless it is still at it. */
  private begin(name: string, work: (process: Process) => Promise<unknown>): boolean {
    const known = this.workers.get(name)
    if (this.busy.has(name) && known?.isAlive) return false
    const process = known?.isAlive ? known : this.spawn(name)
    this.workers.set(name, process)
    this.busy.add(name)
    process
      .run(() => work(process))
      .catch((err) => {
        if (!isLostAnswer(err)) this.witness.accuse(`${name} failed: ${(err as Error).stack}`)
      })
      .finally(() => {
        if (this.workers.get(name) === process) this.busy.delete(name)
      })
    return true
  }

  private depsOf(process: Process) {
    return { db: this.dbOf(process), clock: this.clock, queues: this.queues }
  }

  dispatch(n: number): boolean {
    return this.begin(`dispatcher ${n}`, (process) =>
      dispatchOnce(this.depsOf(process), process.name, (deviceIds) => this.wake(deviceIds)),
    )
  }

  repair(): boolean {
    return this.begin('repair', (process) => repairOnce(this.depsOf(process), (deviceIds) => this.wake(deviceIds)))
  }

  startSender(n: number): boolean {
    const before = this.senders[n]
    if (before?.process.isAlive && !before.isStopping) return false
    if (before?.process.isAlive) this.die(before.process)
    const process = this.spawn(`sender ${n + 1}`)
    process.run(() => {
      const fault = (sentence: string) => void this.witness.accuse(sentence)
      this.senders[n] = startSender({ process, ...this.depsOf(process), network: this.network, fault })
    })
    return true
  }

  /** A graceful stop, as by SIGTERM. */
  stopSender(n: number): boolean {
    const sender = this.senders[n]
    if (!sender?.process.isAlive || sender.isStopping) return false
    sender.isStopping = true
    sender.process
      .run(() => sender.devices.stop())
      .catch((err) => {
        if (!isLostAnswer(err)) this.witness.accuse(`a stop failed: ${(err as Error).stack}`)
      })
    return true
  }

  private wake(deviceIds: readonly string[]): void {
    for (const sender of this.senders)
      for (const deviceId of deviceIds)
        if (sender?.process.isAlive) sender.process.run(() => sender.fleet.wake(deviceId))
  }

  // What people do ---------------------------------------------------------------------------------------------------

  private get key() {
    return { id: CAMPAIGN, workspaceId: this.lane.workspaceId }
  }

  pause(): boolean {
    return this.begin('api', async (process) => {
      const { resumes } = this
      const paused = await pauseCampaign(this.dbOf(process), this.key)
      if (paused === null) return
      if (resumes === this.resumes) this.isStopped = true
      this.queues.discard(await paused.released)
      if (resumes !== this.resumes) return
      for (const { id, status } of this.rows.messages)
        if ((status === 'processing' || status === 'queued') && this.witness.lastMove.get(id) !== 'settle-messages')
          this.witness.accuse(`6: ${short(id)} keeps its slot in a paused campaign`)
    })
  }

  cancel(): boolean {
    return this.begin('api', async (process) => {
      if ((await cancelCampaign(this.dbOf(process), this.key)) !== null) this.isStopped = true
    })
  }

  /** The api's route is one update between its checks and its audit. */
  async resume(): Promise<void> {
    this.resumes++
    this.isStopped = this.rows.campaign.status === 'cancelled' && this.isStopped
    await this.lane.change(`update campaigns set status = 'running', paused_at = null where status = 'paused'`)
    await this.witness.look('resume', [])
  }

  suppress(n: number): boolean {
    const { phone } = this.rows.messages[n % this.rows.messages.length]!
    return this.begin('api', async (process) => {
      const { workspaceId } = this.lane
      const added = await addSuppression(this.dbOf(process), { workspaceId, phone, reason: 'A complaint' })
      if (added === null) return
      this.suppressed.add(phone)
      this.queues.discard(added.stopped)
    })
  }

  removeDevice(n: number): boolean {
    const { id } = this.rows.devices[n % this.rows.devices.length]!
    return this.begin('api', async (process) => {
      const db = this.dbOf(process)
      const left = await vacateDevice(db, { id, workspaceId: this.lane.workspaceId })
      const reason = { to: 'skipped', code: 'device_removed', message: 'The device was removed' } as const
      for (const campaignId of left?.campaignIds ?? [])
        await stopMessages(db, { campaignId, deviceId: id }, reason, (stopped) => this.queues.discard(stopped))
    })
  }

  // What befalls it --------------------------------------------------------------------------------------------------

  /** Time goes by in one leap: whoever was to do something meanwhile does it late. */
  async pass(ms: number): Promise<void> {
    this.clock.now += ms
    await this.lane.setClock(this.clock.now)
    this.clock.ring()
    await this.settle()
  }

  /** SIGKILL. What it had asked for may still arrive, and nobody hears the answer. */
  die(process: Process): void {
    tally.kills++
    for (const { id, status } of this.rows.messages)
      if (status === 'sending' && this.witness.claimedBy.get(id) === process.name) this.witness.inDoubt.add(id)
    this.stragglers.push(...process.die().filter(({ isDone }) => !isDone))
  }

  duplicate(n: number): void {
    const deviceId = this.queues.duplicate(n, this.clock.now)
    if (deviceId !== null) this.wake([deviceId])
  }

  async straggle(n: number): Promise<void> {
    const [act] = this.stragglers.splice(n % this.stragglers.length, 1)
    this.witness.diary.push(`  ${act!.name} of a dead process arrives`)
    await act!.carryOut(n)
  }

  async carryOut(process: Process, act: Act, roll: number, how: 'answered' | 'unanswered' | 'lost'): Promise<void> {
    const isNews = !act.isDone
    if (how !== 'lost' || roll % 2 === 0) await act.carryOut(roll)
    if (how !== 'unanswered') process.forget(act)
    this.witness.diary.push(`  ${process.name}: ${act.name} ${isNews ? '' : '(carried out before) '}${how}`)
    if (how === 'answered') act.answer()
    if (how === 'lost') {
      tally.lostAnswers++
      if (act.messageId !== undefined) this.witness.inDoubt.add(act.messageId)
      act.loseAnswer()
    }
    await this.settle()
  }

  /** So many acts of a process, carried out and answered. */
  async go(process: Process, acts: number, roll = 0): Promise<void> {
    for (let left = acts; left > 0 && process.acts.length > 0; left--)
      await this.carryOut(process, process.acts[roll % process.acts.length]!, roll, 'answered')
  }

  async settle(): Promise<void> {
    await this.passing.settled()
    for (const { messageId, said } of this.network.handOvers)
      if (said === 'unknown') this.witness.inDoubt.add(messageId)
  }

  /** Everything that waits is carried out and answered, by a network that says yes, until nothing waits. */
  async carryOutAll(): Promise<void> {
    await this.settle()
    for (let left = ACTS_UNTIL_REST; this.waiting.length > 0; left--) {
      if (left === 0) throw new Error(`They never come to rest\n\n${this.witness.diary.slice(-100).join('\n')}`)
      const [process] = this.waiting
      await this.carryOut(process!, process!.acts[0]!, 0, 'answered')
    }
  }

  /** The history is over: living workers get their time, and what they make of it is looked at. */
  async drain(): Promise<void> {
    this.witness.diary.push('then, with living workers:')
    await this.carryOutAll()
    for (const n of [0, 1]) this.startSender(n)
    for (let round = 1; round <= SETTLED_AFTER_ROUNDS; round++) {
      if (this.rows.campaign.status === 'paused') await this.resume()
      this.dispatch(1)
      await this.carryOutAll()
      this.witness.assertHolds()
      if (this.rows.messages.every(({ status }) => !['pending', 'processing', 'queued', 'sending'].includes(status)))
        break
      await this.pass(round % 5 === 0 ? 31_000 : 600)
      if (round % 5 === 0) this.repair()
    }
    this.repair()
    await this.carryOutAll()
    await this.witness.readRows()
    this.witness.accuse(...faultsOfEnd(this.rows, this.network.handOvers))
    this.witness.assertHolds()
    for (const process of this.processes) process.die()
    tally.histories++
    tally.handOvers += this.network.handOvers.length
    tally.messages += this.rows.messages.length
    tally.unconfirmed += this.rows.messages.filter(({ status }) => status === 'unconfirmed').length
  }
}
