/** Counts of whole milliseconds: a fleet's million of values in a few kilobytes. Above an hour is an hour. */
export class Distribution {
  count = 0
  private readonly counts = new Map<number, number>()

  add(ms: number): void {
    const whole = Math.min(3_600_000, Math.max(0, Math.round(ms)))
    this.counts.set(whole, (this.counts.get(whole) ?? 0) + 1)
    this.count++
  }

  /** The value that so many of them (0 to 1) do not exceed, by nearest rank. NaN of nothing. */
  quantile(part: number): number {
    const rank = Math.max(1, Math.ceil(this.count * part))
    let seen = 0
    for (const [ms, count] of [...this.counts].sort(([a], [b]) => a - b)) {
      seen += count
      if (seen >= rank) return ms
    }
    return Number.NaN
  }
}
