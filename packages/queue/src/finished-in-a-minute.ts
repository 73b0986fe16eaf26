/** How BullMQ counts what a queue finished: all that it ever did, and a point for each whole minute. */
export interface FinishedMetrics {
  count: number
  /** When a job first finished in the newest minute in which one did; epoch milliseconds. */
  turnedAt: number
  /** What `count` was before that job. */
  countThen: number
  /** How many finished in the minute before that one. */
  minuteBefore: number
}

const MINUTE_MS = 60_000

/**
 * About how many jobs finished within the last 60 seconds: those of this minute of the clock, and of the one before as
 * large a part as still lies within. BullMQ writes only when a job finishes, so what is old is told by its time.
 */
export function finishedInAMinute({ count, turnedAt, countThen, minuteBefore }: FinishedMetrics, now: number): number {
  const age = Math.floor(now / MINUTE_MS) - Math.floor(turnedAt / MINUTE_MS)
  if (age > 1) return 0
  const newest = count - countThen
  const [thisMinute, lastMinute] = age === 1 ? [0, newest] : [newest, minuteBefore]
  return Math.round(thisMinute + lastMinute * (1 - (now % MINUTE_MS) / MINUTE_MS))
}
