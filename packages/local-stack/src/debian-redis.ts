import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { probe, type RedisBinary } from './redis-probe.js'

const run = promisify(execFile)

/** The server's package, and the one that holds its binary: on Debian the first is a link into the second. */
const PACKAGES = ['redis-server', 'redis-tools']

/** Libraries need libraries; redis needed one round on Debian 12. */
const ROUNDS = 4

/** The server that an earlier start unpacked, if there is one and it still runs. */
export function cachedRedis(cacheDir: string): Promise<RedisBinary | null> {
  return probeFolder(join(cacheDir, `redis-${distribution()}-${process.arch}`))
}

/**
 * Downloads the distribution's packages of the server, and of the libraries that it needs and the system lacks, and
 * unpacks them into the cache. apt checks the signatures; nothing is installed and root is not needed. Null where
 * there is no apt; throws when the download fails.
 */
export async function fetchRedis(cacheDir: string, notice: (line: string) => void): Promise<RedisBinary | null> {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get') || !existsSync('/usr/bin/dpkg')) return null
  notice("fetching Redis from the distribution's packages, once")
  mkdirSync(cacheDir, { recursive: true })
  const work = mkdtempSync(join(cacheDir, 'fetching-'))
  try {
    const apt = await openApt(work)
    const unpacked = join(work, 'unpacked')
    await download(apt, PACKAGES, work, unpacked)
    let wanted = PACKAGES
    for (let round = 0; round < ROUNDS && !(await probeFolder(unpacked)); round++) {
      wanted = await missingLibraries(apt, wanted)
      if (wanted.length === 0) break
      await download(apt, wanted, work, unpacked)
    }
    if (!(await probeFolder(unpacked))) throw new Error('what they hold does not run here')
    const home = join(cacheDir, `redis-${distribution()}-${process.arch}`)
    rmSync(home, { recursive: true, force: true })
    renameSync(unpacked, home)
    return await probeFolder(home)
  } catch (err) {
    throw new Error(firstComplaint(err), { cause: err })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** apt's own options for this download. */
type Apt = string[]

/** With the system's package lists where they know Redis; else with lists of our own, which need no root. */
async function openApt(work: string): Promise<Apt> {
  // Without this, root's apt drops to an account that cannot write here, and says so at length.
  const common = process.getuid?.() === 0 ? ['-o', 'APT::Sandbox::User=root'] : []
  if (await knows(common, 'redis-server')) return common
  const lists = join(work, 'lists')
  const cache = join(work, 'cache')
  mkdirSync(join(lists, 'partial'), { recursive: true })
  mkdirSync(join(cache, 'archives', 'partial'), { recursive: true })
  const own = [...common, '-o', `Dir::State::lists=${lists}`, '-o', `Dir::Cache=${cache}`]
  await run('apt-get', ['update', '-qq', ...own], { maxBuffer: 1 << 26 })
  return own
}

async function knows(apt: Apt, name: string): Promise<boolean> {
  const { stdout } = await run('apt-cache', ['policy', ...apt, name])
  return /Candidate: [^(]/.test(stdout)
}

async function download(apt: Apt, packages: string[], work: string, into: string): Promise<void> {
  const folder = mkdtempSync(join(work, 'packages-'))
  await run('apt-get', ['download', '-qq', ...apt, ...packages], { cwd: folder, maxBuffer: 1 << 26 })
  for (const file of readdirSync(folder)) await run('dpkg', ['-x', join(folder, file), into])
}

/** The libraries that these packages depend on and the system does not have. */
async function missingLibraries(apt: Apt, packages: string[]): Promise<string[]> {
  const { stdout } = await run('apt-cache', ['depends', '--no-recommends', '--no-suggests', ...apt, ...packages])
  const libraries = [...stdout.matchAll(/^\s*\|?(?:Pre)?Depends: (lib\S+)$/gm)].map((match) => match[1] as string)
  const installed = await Promise.all(libraries.map(isInstalled))
  return [...new Set(libraries.filter((_, at) => !installed[at]))]
}

async function isInstalled(name: string): Promise<boolean> {
  try {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own notation
    const { stdout } = await run('dpkg-query', ['-W', '-f=${Status}', name])
    return stdout.endsWith(' installed')
  } catch {
    return false
  }
}

function probeFolder(unpacked: string): Promise<RedisBinary | null> {
  const roots = [join(unpacked, 'usr', 'lib'), join(unpacked, 'lib')].filter((folder) => existsSync(folder))
  // Libraries lie in the folder of their architecture, such as lib/x86_64-linux-gnu.
  const libraries = roots.flatMap((root) => [
    root,
    ...readdirSync(root).flatMap((name) => (name.includes('-linux-gnu') ? [join(root, name)] : [])),
  ])
  return probe(join(unpacked, 'usr', 'bin', 'redis-server'), libraries.join(':'))
}

/** `debian-12`: a binary of one release does not always run on another. */
function distribution(): string {
  try {
    const release = readFileSync('/etc/os-release', 'utf8')
    const field = (name: string) => new RegExp(`^${name}="?([^"\\n]*)`, 'm').exec(release)?.[1] ?? 'unknown'
    return `${field('ID')}-${field('VERSION_ID')}`
  } catch {
    return process.platform
  }
}

/** apt's first line of complaint, which names the cause; the rest is what follows from it. */
function firstComplaint(err: unknown): string {
  const { stderr, message } = err as Error & { stderr?: string }
  const lines = (stderr ?? '').split('\n').filter((line) => /^[EW]:/.test(line))
  return lines[0]?.replace(/^[EW]: /, '') ?? message.split('\n')[0] ?? message
}
