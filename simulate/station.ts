import type { VirtualClock } from './virtual-clock.js'

/** Something with so many servers (cores, connections, browsers) that serves one after the other, in the order of arrival. */
export class Station {
  /** Milliseconds that its servers worked. */
  busyMs = 0
  private readonly freeAt: number[]

  constructor(
    private readonly clock: VirtualClock,
    readonly servers: number,
  ) {
    this.freeAt = new Array(servers).fill(0)
  }

  /** Takes work of so many milliseconds; answers the instant at which it will be done. */
  serve(ms: number): number {
    let first = 0
    for (let n = 1; n < this.freeAt.length; n++) if (this.freeAt[n]! < this.freeAt[first]!) first = n
    const done = Math.max(this.clock.now, this.freeAt[first]!) + ms
    this.freeAt[first] = done
    this.busyMs += ms
    return done
  }
}
