import type { Database } from '@siaran/db'
import { inhabitedBy, outside, type VirtualClock } from './virtual-time.js'

/** What a statement's caller is told when its connection broke: nobody knows whether it was carried out. */
class LostAnswer extends Error {
  readonly code = 'ECONNRESET'
  constructor() {
    super('The connection broke')
  }
}
export const isLostAnswer = (err: unknown) => err instanceof LostAnswer

/** Something that a process asked the outside world for. It is carried out, and answered, when the history says so. */
export class Act {
  private outcome: { value: unknown } | null = null

  constructor(
    readonly name: string,
    private readonly work: (roll: number) => Promise<unknown>,
    private readonly resolve: (value: never) => void,
    private readonly reject: (err: unknown) => void,
    /** The message that it is about, of a hand-over. */
    readonly messageId?: string,
  ) {}

  get isDone() {
    return this.outcome !== null
  }

  /** `roll`: how it goes where that is not decided by the rows. */
  async carryOut(roll: number): Promise<void> {
    if (this.outcome === null) this.outcome = { value: await this.work(roll) }
  }

  answer(): void {
    this.resolve(this.outcome!.value as never)
  }

  loseAnswer(): void {
    this.reject(new LostAnswer())
  }
}

/** A process of Siaran's: real code, all of whose effects wait for the history. It can die between any two of them. */
export class Process {
  isAlive = true
  readonly acts: Act[] = []

  constructor(
    readonly name: string,
    readonly clock: VirtualClock,
  ) {}

  /** Runs code as this process. */
  run<Result>(work: () => Result): Result {
    return inhabitedBy(this, work)
  }

  ask<Result>(name: string, work: (roll: number) => Promise<Result>, messageId?: string): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.isAlive) this.acts.push(new Act(name, work, resolve, reject, messageId))
    })
  }

  /** It is over with the act, answered or not. */
  forget(act: Act): void {
    const place = this.acts.indexOf(act)
    if (place >= 0) this.acts.splice(place, 1)
  }

  /** Answers what it had asked for: a statement that is under way arrives all the same. */
  die(): Act[] {
    this.isAlive = false
    return this.acts.splice(0)
  }
}

/** The work of stores that no history holds up: reads, heartbeats. */
export class Passing {
  private count = 0
  private calm: (() => void) | null = null

  async through<Result>(work: () => PromiseLike<Result>): Promise<Result> {
    this.count++
    try {
      return await outside(async () => await work())
    } finally {
      if (--this.count === 0) this.calm?.()
    }
  }

  /** Resolves when all processes wait: for the history, for the clock, or for nothing. */
  async settled(): Promise<void> {
    // Some hand on in the next turn of the event loop what they were asked in this one, a batch for example.
    for (let turns = 0; turns < 3; turns++) {
      await new Promise((resolve) => setImmediate(resolve))
      if (this.count === 0) continue
      await new Promise<void>((resolve) => {
        this.calm = resolve
      })
      turns = -1
    }
  }
}

/** What changes rows that others look at: each of these is a step of its own. */
const steps = new Set([
  'queue-messages',
  'claim-messages',
  'settle-messages',
  'acknowledge-messages',
  'claim-devices',
  'renew-leases',
  'hand-back-devices',
  'release-messages',
  'release-queued',
  'repair-processing',
  'repair-sending',
  'halt-campaign',
  'stop-messages',
])

/** Changes nothing, but what it found may be old by the time it is acted on. */
const SEARCH = 'find-devices-with-room'

/** Looks at what a statement did to the rows; one that answers no row did nothing. */
type Look = (statement: string, values: readonly unknown[]) => Promise<void>

/** The database as a process sees it: each step waits for its history, and is looked at; the rest passes. */
export function databaseOf(process: Process, db: Database, passing: Passing, look: Look): Database {
  const step = <Result>(name: string, values: readonly unknown[], work: () => Promise<Result>) =>
    process.ask(name, async () => {
      const result = await outside(work)
      if ((result as { rowCount?: number } | null)?.rowCount !== 0) await look(name, values)
      return result
    })
  return {
    ...db,
    prisma: passingPrisma(db.prisma, passing),
    query: (query) => {
      if (query.name === SEARCH) return process.ask(SEARCH, () => outside(() => db.query(query)))
      return steps.has(query.name ?? '')
        ? step(query.name!, query.values ?? [], () => db.query(query))
        : passing.through(() => db.query(query))
    },
    transaction: (work) => step('transaction', [], () => db.transaction(work)),
  }
}

const passingPrisma = (prisma: Database['prisma'], passing: Passing): Database['prisma'] =>
  new Proxy(prisma, {
    get: (_, model) =>
      new Proxy(prisma[model as 'message'], {
        get: (delegate, method) => (args: never) =>
          passing.through(() => (delegate[method as 'findMany'] as (args: never) => PromiseLike<unknown>)(args)),
      }),
  })
