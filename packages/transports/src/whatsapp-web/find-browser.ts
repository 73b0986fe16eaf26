import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

/** In this order: the window's own browser is what WhatsApp's page is most often run in. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chromium-headless-shell']
/** Where distributions put them, for services that are started with a short PATH or none. */
const FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/usr/lib/chromium']
const PROGRAMS = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

const PROBE_WITHIN_MS = 20_000

/** A browser's program, or a sentence for the operator that says what to do. */
export type FoundBrowser = { program: string } | { missing: string }

/**
 * The Chromium that linked devices run in: the one that is named, and no other when one is; else the first that runs of those on
 * PATH and in the usual places. Downloads nothing.
 */
export async function findBrowser({
  named,
  path = process.env.PATH ?? '',
  places = [...FOLDERS.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PROGRAMS],
}: {
  /** `CHROMIUM_PATH`. */
  named?: string | undefined
  path?: string
  places?: readonly string[]
}): Promise<FoundBrowser> {
  if (named !== undefined) {
    if (await runs(named)) return { program: named }
    return { missing: `CHROMIUM_PATH is ${named}, which is no Chromium that runs here: correct it, ${AGAIN}` }
  }
  const folders = path.split(delimiter).filter((folder) => folder !== '')
  for (const program of [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...places])
    if (await runs(program)) return { program }
  return {
    missing: `No Chromium was found: install one (Debian: apt install chromium), or name one in CHROMIUM_PATH, ${AGAIN}`,
  }
}

const AGAIN = 'and start the sender again'

/** Asks for its version: the one test that also shows a missing library. */
async function runs(program: string): Promise<boolean> {
  try {
    await access(program, constants.X_OK)
    const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: PROBE_WITHIN_MS })
    return /Chrom/.test(stdout)
  } catch {
    return false
  }
}
