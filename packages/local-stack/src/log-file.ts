import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs'

/** A log that has grown larger than this is set aside at the next start; one old log is kept. */
const LARGEST_BYTES = 20 * 1024 * 1024

const POLL_MS = 250

/** The last part of a log that is searched for the reason of a failed start. */
const TAIL_BYTES = 16 * 1024

/** Opens a log to append to, readable by its owner alone, and returns the descriptor. */
export function openLog(file: string): number {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_BYTES) renameSync(file, `${file}.old`)
  return openSync(file, 'a', 0o600)
}

/** The last lines of a log, of what was written after `from` (bytes). */
export function lastLines(file: string, count: number, from = 0): string[] {
  const log = openSync(file, 'r')
  try {
    const size = fstatSync(log).size
    return read(log, Math.max(from, size - TAIL_BYTES), size)
      .trimEnd()
      .split('\n')
      .slice(-count)
  } finally {
    closeSync(log)
  }
}

/**
 * Calls back with every line that is added to a log from now on. The services write to the file themselves, so
 * that nothing they say is lost with the supervisor; this is the supervisor's look over their shoulder.
 * Returns the way to stop, which hands over what is left first.
 */
export function followLog(file: string, onLine: (line: string) => void): () => void {
  const log = openSync(file, 'r')
  let position = fstatSync(log).size
  let unfinished = ''
  const look = () => {
    const size = fstatSync(log).size
    if (size <= position) return
    const lines = (unfinished + read(log, position, size)).split('\n')
    position = size
    unfinished = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  }
  const timer = setInterval(look, POLL_MS)
  timer.unref()
  return () => {
    clearInterval(timer)
    look()
    closeSync(log)
  }
}

function read(log: number, from: number, to: number): string {
  const buffer = Buffer.alloc(to - from)
  return buffer.toString('utf8', 0, readSync(log, buffer, 0, buffer.length, from))
}
