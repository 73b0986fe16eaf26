import { faultsOfStep, type Rows, short } from './invariants.js'
import type { Lane } from './lane.js'
import type { VirtualClock } from './virtual-time.js'

/** What came of histories, over all of them. */
export const tally = {
  histories: 0,
  statements: 0,
  handOvers: 0,
  kills: 0,
  lostAnswers: 0,
  unconfirmed: 0,
  messages: 0,
}

/** Looks at the rows after every statement, keeps a diary, and takes down what should not be. */
export class Witness {
  rows!: Rows
  /** What happened, a line each. */
  readonly diary: string[] = []
  /** The messages of which nobody can know whether they were sent. */
  readonly inDoubt = new Set<string>()
  /** Who claimed a message last. */
  readonly claimedBy = new Map<string, string>()
  /** By which statement a message came where it is. */
  readonly lastMove = new Map<string, string>()
  private readonly faults: string[] = []

  constructor(
    private readonly lane: Lane,
    private readonly clock: VirtualClock,
  ) {}

  accuse(...faults: string[]): void {
    this.faults.push(...faults)
  }

  async readRows(): Promise<void> {
    this.rows = await this.lane.read()
  }

  async look(statement: string, values: readonly unknown[]): Promise<void> {
    tally.statements++
    const before = this.rows
    const after = await this.lane.read()
    this.rows = after
    const { inDoubt, clock } = this
    this.accuse(...faultsOfStep({ statement, values, before, after, now: clock.now, inDoubt }))
    for (const [n, { id, status }] of after.messages.entries()) {
      const was = before.messages[n]!.status
      if (was === status) continue
      this.diary.push(`    ${short(id)}: ${was} → ${status}`)
      this.lastMove.set(id, statement)
      if (status === 'sending') this.claimedBy.set(id, values[1] as string)
    }
  }

  /** Throws all faults so far, with the diary. */
  assertHolds(): void {
    if (this.faults.length > 0) throw new Error(`${this.faults.join('\n')}\n\n${this.diary.join('\n')}\n`)
  }
}
