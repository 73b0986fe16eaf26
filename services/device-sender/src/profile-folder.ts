import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * A folder of this process's own below `base` for the profiles of its browsers, which nobody else can read. What processes left
 * there that are gone, killed with sessions in clear, is removed. `base` is of one machine: elsewhere a number of a process says
 * nothing.
 */
export async function openProfileFolder(base: string, isAlive: (pid: number) => boolean = runs): Promise<string> {
  await mkdir(base, { recursive: true, mode: 0o700 })
  for (const name of await readdir(base)) {
    const pid = Number(/^(\d+)-/.exec(name)?.[1])
    // One with our own number is of an earlier life: a container counts its processes from 1 each time.
    if (pid === process.pid || (pid > 0 && !isAlive(pid))) await removeFolder(join(base, name))
  }
  return mkdtemp(join(base, `${process.pid}-`))
}

/** Its browsers may be ending just now. */
export const removeFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 10 })

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (err) {
    return (err as NodeJS.ErrnoException).code === 'EPERM'
  }
}
