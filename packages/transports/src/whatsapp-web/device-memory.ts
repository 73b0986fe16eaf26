import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'

type Process = { parent: number; command: string }

/**
 * What each device with a profile in this folder takes of the machine's memory now, in bytes: its process and its browser, what
 * they share with others counted by halves, thirds and so on (PSS). Empty where the system does not tell (all but Linux).
 */
export async function measureDevices(folder: string): Promise<Map<string, number>> {
  const processes = await readProcesses()
  const devices = new Map<string, number>()
  for (const { parent, command } of processes.values()) {
    const profile = /\0--user-data-dir=([^\0]+)/.exec(command)?.[1]
    // The helpers of a browser name its profile as well.
    if (profile === undefined || dirname(profile) !== folder || command.includes('\0--type=')) continue
    const sizes = await Promise.all(treeOf(parent, processes).map(pssOf))
    devices.set(
      decodeURIComponent(basename(profile)),
      sizes.reduce((sum, size) => sum + size, 0),
    )
  }
  return devices
}

async function readProcesses(): Promise<Map<number, Process>> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const known = await Promise.all(
    pids.map(async (pid) => {
      const [status, command] = await Promise.all([read(pid, 'status'), read(pid, 'cmdline')])
      return [Number(pid), { parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0), command }] as const
    }),
  )
  return new Map(known)
}

function treeOf(root: number, processes: ReadonlyMap<number, Process>): number[] {
  const children = [...processes].filter(([, { parent }]) => parent === root).map(([pid]) => pid)
  return [root, ...children.flatMap((pid) => treeOf(pid, processes))]
}

async function pssOf(pid: number): Promise<number> {
  const kilobytes = /^Pss:\s+(\d+) kB/m.exec(await read(String(pid), 'smaps_rollup'))?.[1]
  return Number(kilobytes ?? 0) * 1024
}

/** Nothing of a process that has just ended, or that is another user's. */
const read = (pid: string, file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')
