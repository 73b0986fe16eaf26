import { cachedProgram, type DebianProgram, fetchProgram } from './debian-packages.js'
import { onPath } from './on-path.js'
import { OLDEST, probe, type RedisBinary } from './redis-probe.js'
import { StartFailure } from './start-failure.js'

/** On Debian redis-server's own package is a link into redis-tools. */
const redis: DebianProgram<RedisBinary> = {
  title: 'Redis',
  packages: ['redis-server', 'redis-tools'],
  program: 'usr/bin/redis-server',
  probe,
}

/**
 * Finds a server, in this order: on PATH; unpacked by an earlier start; the distribution's own packages, downloaded
 * and unpacked into the cache (Debian and Ubuntu; no root needed, nothing installed). Throws a {@link StartFailure}
 * that says how to install one where none of that is possible.
 */
export async function findRedis(cacheDir: string, notice: (line: string) => void): Promise<RedisBinary> {
  for (const name of ['valkey-server', 'redis-server']) {
    const found = onPath(name)
    const binary = found && (await probe(found))
    if (binary) return binary
  }
  const cached = await cachedProgram(redis, cacheDir)
  if (cached) return cached
  let reason = ''
  try {
    const fetched = await fetchProgram(redis, cacheDir, notice)
    if (fetched) return fetched
  } catch (err) {
    reason = ` (its packages could not be fetched: ${err instanceof Error ? err.message : String(err)})`
  }
  throw new StartFailure(
    `No Redis-compatible server of ${OLDEST} or later was found${reason}: ${installCommand()}, or give one in REDIS_URL.`,
  )
}

function installCommand(): string {
  if (process.platform === 'darwin') return 'install one with "brew install valkey"'
  if (process.platform === 'win32') return 'run Siaran inside WSL'
  if (onPath('apt-get')) return 'install one with "sudo apt-get install redis-server"'
  if (onPath('dnf')) return 'install one with "sudo dnf install valkey"'
  if (onPath('apk')) return 'install one with "apk add valkey"'
  if (onPath('pacman')) return 'install one with "sudo pacman -S valkey"'
  return 'install redis-server or valkey-server'
}
