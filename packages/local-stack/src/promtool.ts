import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'
import { cachedProgram, type DebianProgram, fetchProgram } from './debian-packages.js'
import { onPath } from './on-path.js'
import { StartFailure } from './start-failure.js'
import { chooseCache } from './user-cache.js'

/** Debian's package holds the server as well (19 MB); nothing of it is started. */
const prometheus: DebianProgram<string> = {
  title: 'Prometheus',
  packages: ['prometheus'],
  program: 'usr/bin/promtool',
  probe,
}

/**
 * Finds Prometheus' tool that checks rules and runs their tests: `PROMTOOL_PATH`; on PATH; unpacked by an earlier run; the
 * distribution's own package, downloaded and unpacked into the cache (Debian and Ubuntu; no root needed, nothing installed).
 * Throws a {@link StartFailure} that says what to do where none of that is possible.
 */
export async function findPromtool(notice: (line: string) => void = () => {}): Promise<string> {
  const named = process.env.PROMTOOL_PATH
  if (named) {
    const promtool = await probe(named)
    if (promtool) return promtool
    throw new StartFailure(`PROMTOOL_PATH is ${named}, which is no promtool that runs here.`)
  }
  const found = onPath('promtool')
  const installed = found && (await probe(found))
  if (installed) return installed
  const cacheDir = chooseCache(tmpdir())
  const cached = await cachedProgram(prometheus, cacheDir)
  if (cached) return cached
  let reason = ''
  try {
    const fetched = await fetchProgram(prometheus, cacheDir, notice)
    if (fetched) return fetched
  } catch (err) {
    reason = ` (its package could not be fetched: ${err instanceof Error ? err.message : String(err)})`
  }
  throw new StartFailure(`No promtool was found${reason}: install Prometheus, or name its promtool in PROMTOOL_PATH.`)
}

async function probe(program: string): Promise<string | null> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, ['--version'], { timeout: 20_000 })
    return /^promtool/m.test(stdout + stderr) ? program : null
  } catch {
    return null
  }
}
