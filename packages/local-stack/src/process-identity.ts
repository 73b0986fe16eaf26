import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What the system says of a living process. `startedAt` tells it from a later one that was given the same number. */
export interface ProcessIdentity {
  pid: number
  parent: number
  startedAt: string
}

/** The process with this number, or null when it is gone. A zombie is gone: it only waits to be counted. */
export function identify(pid: number): ProcessIdentity | null {
  return process.platform === 'linux' ? identifyByProc(pid) : identifyByPs(pid)
}

/** True while exactly this process lives. */
export function isAlive(known: Pick<ProcessIdentity, 'pid' | 'startedAt'>): boolean {
  return identify(known.pid)?.startedAt === known.startedAt
}

/** The command line of a process, '' when it is gone. */
export function commandLine(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    return askPs(pid, 'args=')
  } catch {
    return ''
  }
}

function identifyByProc(pid: number): ProcessIdentity | null {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return null
  }
  // The name stands in brackets and may hold spaces and brackets of its own: count from the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, parent, startedAt] = [fields[0], Number(fields[1]), fields[19] ?? '']
  return state === 'Z' || state === 'X' ? null : { pid, parent, startedAt }
}

function identifyByPs(pid: number): ProcessIdentity | null {
  try {
    const [state = '', parent = '', ...started] = askPs(pid, 'stat=,ppid=,lstart=').split(/\s+/)
    return state.startsWith('Z') ? null : { pid, parent: Number(parent), startedAt: started.join(' ') }
  } catch {
    return null
  }
}

function askPs(pid: number, columns: string): string {
  const stdio = ['ignore', 'pipe', 'ignore'] as ['ignore', 'pipe', 'ignore']
  return execFileSync('ps', ['-o', columns, '-p', String(pid)], { encoding: 'utf8', stdio }).trim()
}
