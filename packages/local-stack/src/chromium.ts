import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'
import { cachedProgram, type DebianProgram, fetchProgram } from './debian-packages.js'
import { onPath } from './on-path.js'
import { StartFailure } from './start-failure.js'
import { chooseCache } from './user-cache.js'

/** A browser that runs on this machine: its program, and what its loader must be told. */
export interface Chromium {
  program: string
  libraryPath?: string
}

/** The browser without a window: the half of Chromium's memory, and no need of a display's libraries. */
const headlessShell: DebianProgram<Chromium> = {
  title: 'Chromium',
  packages: ['chromium-headless-shell', 'chromium-common'],
  program: 'usr/lib/chromium/chromium-headless-shell',
  probe,
}

/**
 * Finds a Chromium for tests, in this order: `CHROMIUM_PATH`; on PATH; unpacked by an earlier run; the distribution's own
 * package, downloaded and unpacked into the cache (Debian; no root needed, nothing installed). Throws a
 * {@link StartFailure} that says what to do where none of that is possible.
 */
export async function findChromium(notice: (line: string) => void = () => {}): Promise<Chromium> {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    const chromium = await probe(named)
    if (chromium) return chromium
    throw new StartFailure(`CHROMIUM_PATH is ${named}, which is no browser that runs here.`)
  }
  for (const name of ['chromium', 'chromium-headless-shell', 'google-chrome']) {
    const found = onPath(name)
    const chromium = found && (await probe(found))
    if (chromium) return chromium
  }
  const cacheDir = chooseCache(tmpdir())
  const cached = await cachedProgram(headlessShell, cacheDir)
  if (cached) return cached
  let reason = ''
  try {
    const fetched = await fetchProgram(headlessShell, cacheDir, notice)
    if (fetched) return fetched
  } catch (err) {
    reason = ` (its packages could not be fetched: ${err instanceof Error ? err.message : String(err)})`
  }
  throw new StartFailure(`No Chromium was found${reason}: install one, or name one in CHROMIUM_PATH.`)
}

/** Asks a program for its version: the one test that also shows a missing library. */
async function probe(program: string, libraryPath?: string): Promise<Chromium | null> {
  try {
    const env = libraryPath ? { ...process.env, LD_LIBRARY_PATH: libraryPath } : process.env
    const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: 20_000, env })
    return /Chrom/.test(stdout) ? { program, ...(libraryPath && { libraryPath }) } : null
  } catch {
    return null
  }
}
