import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** A Redis-compatible server that runs on this machine: its program, and what its loader must be told. */
export interface RedisBinary {
  program: string
  /** `redis` or `valkey`. */
  flavour: string
  version: string
  libraryPath?: string
}

/** BullMQ needs commands of 6.2. */
export const OLDEST = '6.2.0'

/** Asks a program for its version: the one test that also shows a wrong architecture or a missing library. */
export async function probe(program: string, libraryPath?: string): Promise<RedisBinary | null> {
  try {
    const env = libraryPath ? { ...process.env, LD_LIBRARY_PATH: libraryPath } : process.env
    const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: 5_000, env })
    const version = /v=(\d+\.\d+\.\d+)/.exec(stdout)?.[1]
    if (!version || version.localeCompare(OLDEST, 'en', { numeric: true }) < 0) return null
    return {
      program,
      flavour: /valkey/i.test(stdout) ? 'valkey' : 'redis',
      version,
      ...(libraryPath && { libraryPath }),
    }
  } catch {
    return null
  }
}
