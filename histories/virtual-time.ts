import { AsyncLocalStorage } from 'node:async_hooks'
import timersPromises from 'node:timers/promises'

/** Whose code is running: one that lives on a virtual clock, and may die. Nobody: the test itself, and the stores. */
interface Inhabitant {
  readonly clock: VirtualClock
  readonly isAlive: boolean
}
const inhabitant = new AsyncLocalStorage<Inhabitant | undefined>()

/** Everything that `work` begins, how late it may be, lives on the inhabitant's clock. */
export const inhabitedBy = <Result>(who: Inhabitant, work: () => Result): Result => inhabitant.run(who, work)
/** The way out: what a driver of a store begins for itself (time limits, idle connections) lives on the real clock. */
export const outside = <Result>(work: () => Result): Result => inhabitant.run(undefined, work)

class VirtualTimer {
  constructor(
    readonly at: number,
    readonly owner: Inhabitant,
    readonly ring: () => void,
  ) {}
}

/** A clock that stands still until it is told to go on, and then goes by leaps: what is due meanwhile rings late. */
export class VirtualClock {
  private readonly timers = new Set<VirtualTimer>()

  constructor(public now: number) {}

  set(owner: Inhabitant, afterMs: number, ring: () => void): VirtualTimer {
    const timer = new VirtualTimer(this.now + Math.max(0, afterMs), owner, ring)
    this.timers.add(timer)
    return timer
  }

  clear(timer: VirtualTimer): void {
    this.timers.delete(timer)
  }

  /** Rings what is due, in order; false when nothing was. What that sets in turn is for the next call. */
  ring(): boolean {
    const due = [...this.timers].filter(({ at }) => at <= this.now).sort((a, b) => a.at - b.at)
    for (const timer of due) if (this.timers.delete(timer) && timer.owner.isAlive) inhabitedBy(timer.owner, timer.ring)
    return due.length > 0
  }
}

/** Until it is undone: whoever is inhabited finds the virtual clock where the others find the real one. */
export function virtualizeTime(): () => void {
  const real = { setTimeout, clearTimeout, now: performance.now, wait: timersPromises.setTimeout }
  const virtual = {
    setTimeout: (ring: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
      const who = inhabitant.getStore()
      return who === undefined ? real.setTimeout(ring, ms, ...args) : who.clock.set(who, ms, () => ring(...args))
    },
    clearTimeout: (timer: unknown) => {
      if (timer instanceof VirtualTimer) timer.owner.clock.clear(timer)
      else real.clearTimeout(timer as NodeJS.Timeout)
    },
    now: () => inhabitant.getStore()?.clock.now ?? real.now.call(performance),
    wait: (ms: number, ...rest: [unknown?, object?]) => {
      const who = inhabitant.getStore()
      return who === undefined
        ? real.wait(ms, ...rest)
        : new Promise<void>((resolve) => void who.clock.set(who, ms, resolve))
    },
  }
  const put = ({ now, wait, ...timers }: typeof virtual | typeof real) => {
    Object.assign(globalThis, timers)
    Object.assign(timersPromises, { setTimeout: wait })
    performance.now = now
  }
  put(virtual)
  return () => put(real)
}
