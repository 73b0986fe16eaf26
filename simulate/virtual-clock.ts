import { Heap } from './heap.js'

/** Milliseconds that pass by what happens: it is at once as late as the next thing that was set. */
export class VirtualClock {
  now = 0
  private readonly acts = new Heap<() => void>()

  /** Carries `act` out at an instant; what lies in the past comes next. */
  at(time: number, act: () => void): void {
    this.acts.push(Math.max(time, this.now), act)
  }

  /** Goes on until `isOver` says so, nothing is left to come, or an instant is reached. */
  run(isOver: () => boolean, until: number): void {
    while (this.acts.first !== undefined && this.acts.first <= until && !isOver()) {
      this.now = this.acts.first
      this.acts.shift()()
    }
  }
}
