import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { identify, isAlive, type ProcessIdentity } from './process-identity.js'
import { StartFailure } from './start-failure.js'
import { waitUntil } from './wait-until.js'

/** Who runs in a data folder. The guardian outlives its supervisor by some seconds, while it ends the stores. */
type Holder = Pick<ProcessIdentity, 'pid' | 'startedAt'>
type LockContent = { supervisor: Holder; guardian?: Holder }

/** How long the guardian of a killed supervisor may take to end the stores before a new start gives up. */
const OLD_GUARDIAN_MS = 15_000

export interface DataFolderLock {
  /** From now on the lock is also held by this process. */
  addGuardian(pid: number): void
  release(): void
}

/**
 * Takes a data folder for this process. A lock whose holders are dead is taken over; a guardian that is still
 * cleaning up is waited for. Throws a {@link StartFailure} while another Siaran runs in the folder.
 */
export async function lockDataFolder(file: string, folder: string): Promise<DataFolderLock> {
  const supervisor = identify(process.pid) as ProcessIdentity
  const own: LockContent = { supervisor }
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, JSON.stringify(own), { mode: 0o600 })
  try {
    while (!tryLink(mine, file)) await removeStaleLock(file, folder)
  } finally {
    rmSync(mine, { force: true })
  }
  return {
    addGuardian(pid) {
      const guardian = identify(pid)
      if (guardian === null) return
      writeFileSync(mine, JSON.stringify({ ...own, guardian }), { mode: 0o600 })
      renameSync(mine, file)
    },
    release() {
      if (readLock(file)?.supervisor.pid === process.pid) rmSync(file, { force: true })
    },
  }
}

/** Linking is the one way to create a file, content and all, that fails when somebody else was faster. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw err
  }
}

async function removeStaleLock(file: string, folder: string): Promise<void> {
  const lock = readLock(file)
  if (lock && isAlive(lock.supervisor)) {
    throw new StartFailure(
      `Siaran runs in ${folder} already (process ${lock.supervisor.pid}): stop it first, or give this one its own SIARAN_DATA_DIR.`,
    )
  }
  const guardian = lock?.guardian
  if (guardian && !(await waitUntil(() => !isAlive(guardian), { withinMs: OLD_GUARDIAN_MS, everyMs: 50 }))) {
    throw new StartFailure(
      `The last run in ${folder} is still ending (process ${guardian.pid}): try again in a moment.`,
    )
  }
  rmSync(file, { force: true })
}

/** Undefined when there is no lock, or none that can be read: a torn one has no holder. */
function readLock(file: string): LockContent | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LockContent
  } catch {
    return undefined
  }
}
