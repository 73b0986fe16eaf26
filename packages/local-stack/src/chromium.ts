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

/** By how its Debian package is called: the browser, and the one without a window, with about half of its memory. */
export type ChromiumKind = 'chromium' | 'chromium-headless-shell'

const kinds: Record<ChromiumKind, { onPath: string[]; packaged: DebianProgram<Chromium> }> = {
  chromium: {
    onPath: ['chromium', 'google-chrome'],
    packaged: {
      title: 'Chromium-Desktop',
      packages: ['chromium', 'chromium-common'],
      program: 'usr/lib/chromium/chromium',
      probe,
    },
  },
  'chromium-headless-shell': {
    onPath: ['chromium-headless-shell'],
    packaged: {
      title: 'Chromium',
      packages: ['chromium-headless-shell', 'chromium-common'],
      program: 'usr/lib/chromium/chromium-headless-shell',
      probe,
    },
  },
}

/**
 * Finds a Chromium for tests, in this order: `CHROMIUM_PATH`; on PATH; unpacked by an earlier run; the headless shell of the
 * distribution, downloaded and unpacked into the cache (Debian; no root needed, nothing installed). Throws a
 * {@link StartFailure} that says what to do where none of that is possible.
 */
export async function findChromium(notice: (line: string) => void = () => {}): Promise<Chromium> {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    const chromium = await probe(named)
    if (chromium) return chromium
    throw new StartFailure(`CHROMIUM_PATH is ${named}, which is no browser that runs here.`)
  }
  const names = ['chromium', 'chromium-headless-shell', 'google-chrome']
  return (await chromiumOnPath(names)) ?? packagedChromium('chromium-headless-shell', notice)
}

/** As `findChromium`, of this kind alone; `CHROMIUM_PATH` is not asked. */
export async function findChromiumOf(kind: ChromiumKind, notice: (line: string) => void): Promise<Chromium> {
  return (await chromiumOnPath(kinds[kind].onPath)) ?? packagedChromium(kind, notice)
}

async function chromiumOnPath(names: readonly string[]): Promise<Chromium | null> {
  for (const name of names) {
    const found = onPath(name)
    const chromium = found && (await probe(found))
    if (chromium) return chromium
  }
  return null
}

async function packagedChromium(kind: ChromiumKind, notice: (line: string) => void): Promise<Chromium> {
  const { packaged } = kinds[kind]
  const cacheDir = chooseCache(tmpdir())
  const cached = await cachedProgram(packaged, cacheDir)
  if (cached) return cached
  let reason = ''
  try {
    const fetched = await fetchProgram(packaged, cacheDir, notice)
    if (fetched) return fetched
  } catch (err) {
    reason = ` (its packages could not be fetched: ${err instanceof Error ? err.message : String(err)})`
  }
  throw new StartFailure(`No Chromium was found${reason}: install ${kind}, or name one in CHROMIUM_PATH.`)
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
