import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Libraries need libraries: redis needed one round on Debian 12, a browser without any of its own needs seven. */
const ROUNDS = 10

/** A program that the distribution packages. */
export interface DebianProgram<Found> {
  /** What a person calls it. */
  title: string
  packages: string[]
  /** Where it lies, below the root. */
  program: string
  /** What runs there, found with these folders of libraries; null when nothing does. */
  probe(program: string, libraryPath: string): Promise<Found | null>
}

/** What an earlier start unpacked, if there is something and it still runs. */
export function cachedProgram<Found>(wanted: DebianProgram<Found>, cacheDir: string): Promise<Found | null> {
  return probeFolder(wanted, homeOf(wanted, cacheDir))
}

/**
 * Downloads the program's packages, and those of the libraries that it needs and the system lacks, and unpacks them into
 * the cache. apt checks the signatures; nothing is installed and root is not needed. Null where there is no apt; throws
 * when the download fails.
 */
export async function fetchProgram<Found>(
  wanted: DebianProgram<Found>,
  cacheDir: string,
  notice: (line: string) => void,
): Promise<Found | null> {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get') || !existsSync('/usr/bin/dpkg')) return null
  notice(`fetching ${wanted.title} from the distribution's packages, once`)
  mkdirSync(cacheDir, { recursive: true })
  const work = mkdtempSync(join(cacheDir, 'fetching-'))
  try {
    const unpacked = join(work, 'unpacked')
    await unpack(wanted, await openApt(work, wanted.packages), work, unpacked)
    if (!(await probeFolder(wanted, unpacked))) throw new Error('what they hold does not run here')
    // Somebody else may have been faster, and be running it.
    const home = homeOf(wanted, cacheDir)
    const theirs = await probeFolder(wanted, home)
    if (theirs) return theirs
    rmSync(home, { recursive: true, force: true })
    renameSync(unpacked, home)
    return await probeFolder(wanted, home)
  } catch (err) {
    throw new Error(firstComplaint(err), { cause: err })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** `redis-debian-12-x64`. */
const homeOf = ({ title }: DebianProgram<unknown>, cacheDir: string) =>
  join(cacheDir, `${title.toLowerCase()}-${distribution()}-${process.arch}`)

/** The packages, then round by round the libraries that they lack, until the program runs. */
async function unpack<Found>(wanted: DebianProgram<Found>, apt: Apt, work: string, into: string): Promise<void> {
  const fetched = new Set<string>()
  let round = wanted.packages
  for (let rounds = 0; rounds <= ROUNDS && round.length > 0; rounds++) {
    await download(apt, round, work, into)
    if (await probeFolder(wanted, into)) return
    for (const name of round) fetched.add(name)
    const needed = await missingLibraries(apt, round)
    round = needed.filter((name) => !fetched.has(name))
  }
}

/** apt's own options for this download. */
type Apt = string[]

/** With the system's package lists where they know the packages; else with lists of our own, which need no root. */
async function openApt(work: string, packages: string[]): Promise<Apt> {
  // Without this, root's apt drops to an account that cannot write here, and says so at length.
  const common = process.getuid?.() === 0 ? ['-o', 'APT::Sandbox::User=root'] : []
  if (await knows(common, packages[0] as string)) return common
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

async function probeFolder<Found>(wanted: DebianProgram<Found>, unpacked: string): Promise<Found | null> {
  const program = join(unpacked, wanted.program)
  if (!existsSync(program)) return null
  const roots = [join(unpacked, 'usr', 'lib'), join(unpacked, 'lib')].filter((folder) => existsSync(folder))
  // Libraries lie in the folder of their architecture, such as lib/x86_64-linux-gnu, or in one of their own below it.
  const libraries = roots.flatMap((root) => {
    const architectures = subfolders(root).filter((folder) => folder.includes('-linux-gnu'))
    return [root, ...architectures, ...architectures.flatMap(subfolders)]
  })
  return wanted.probe(program, libraries.join(':'))
}

const subfolders = (folder: string) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [join(folder, entry.name)] : [],
  )

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
