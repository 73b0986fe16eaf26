import { readdirSync, readFileSync } from 'node:fs'

/** What a process and everything below it uses; Linux alone, as the figures of this page. */
export interface Usage {
  /** Of one core, since the process began. */
  cpuSeconds: number
  /** Resident, shared pages counted once for each process that has them. */
  rssBytes: number
}

const TICKS_A_SECOND = 100
const PAGE_BYTES = 4_096

/** The sums over a process and its descendants. */
export function usageOf(pid: number): Usage {
  let cpuSeconds = 0
  let rssBytes = 0
  for (const stat of familyOf(pid).values()) {
    cpuSeconds += stat.cpuSeconds
    rssBytes += stat.rssBytes
  }
  return { cpuSeconds, rssBytes }
}

/** What a process alone, and everything below it, holds of memory: shared pages are divided among those that share them. */
export function proportionalBytesOf(pid: number): { own: number; below: number } {
  let below = 0
  for (const member of familyOf(pid).keys()) if (member !== pid) below += proportionalBytes(member)
  return { own: proportionalBytes(pid), below }
}

/** The processes that a process has begun itself, and whose command line satisfies. */
export const childrenOf = (pid: number, satisfies: (command: string) => boolean): number[] =>
  [...familyOf(pid)].flatMap(([child, { parent }]) =>
    parent === pid && satisfies(readFileSync(`/proc/${child}/cmdline`, 'utf8')) ? [child] : [],
  )

/** A process and its descendants. */
function familyOf(pid: number): Map<number, Stat> {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = statOf(Number(name))
      return stat === null ? [] : [[Number(name), stat] as const]
    })
  const family = new Map(all.filter(([member]) => member === pid))
  for (let size = 0; size < family.size; ) {
    size = family.size
    for (const [child, stat] of all) if (family.has(stat.parent)) family.set(child, stat)
  }
  return family
}

function proportionalBytes(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))![1]) * 1024
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === 'ENOENT') return 0 // it has just ended
    throw err
  }
}

type Stat = Usage & { parent: number }

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Behind the name, which may contain anything: state, parent, … 11 utime, 12 stime, 13/14 those of ended children … 21 rss.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = [11, 12, 13, 14].reduce((sum, place) => sum + Number(fields[place]), 0)
    return { parent: Number(fields[1]), cpuSeconds: ticks / TICKS_A_SECOND, rssBytes: Number(fields[21]) * PAGE_BYTES }
  } catch {
    return null // it has just ended
  }
}
