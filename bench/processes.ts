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
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const stat = statOf(Number(name))
        return stat === null ? [] : [[Number(name), stat] as const]
      }),
  )
  const family = new Set([pid])
  for (let grown = true; grown; ) {
    grown = false
    for (const [child, { parent }] of parents)
      if (family.has(parent) && !family.has(child)) {
        family.add(child)
        grown = true
      }
  }
  let cpuSeconds = 0
  let rssBytes = 0
  for (const member of family) {
    const stat = parents.get(member)
    if (stat === undefined) continue
    cpuSeconds += stat.cpuSeconds
    rssBytes += stat.rssBytes
  }
  return { cpuSeconds, rssBytes }
}

function statOf(pid: number): (Usage & { parent: number }) | null {
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
