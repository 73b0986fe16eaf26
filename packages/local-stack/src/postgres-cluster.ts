import { spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { endProcess } from './end-process.js'
import type { Account } from './postgres-binaries.js'
import { commandLine, identify } from './process-identity.js'
import { StartFailure } from './start-failure.js'

export const SUPERUSER = 'siaran'

/** The environment of Postgres's programs: theirs alone, so that a PGDATA of the user's cannot lead them astray. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
}

/**
 * Sees to it that a usable cluster stands in `dataDir`. A new one is made beside it and renamed into place, so one
 * that is there is whole. Throws a {@link StartFailure} for a folder that is something else.
 */
export async function ensureCluster(cluster: {
  binaries: string
  dataDir: string
  account: Account
  password: string
  durable: boolean
}): Promise<void> {
  const { binaries, dataDir, account } = cluster
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0) return checkCluster(dataDir)
  const unfinished = `${dataDir}.new`
  const passwordFile = `${dataDir}.password`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, `${cluster.password}\n`, { mode: 0o600 })
  try {
    if (account) for (const path of [unfinished, passwordFile]) chownSync(path, account.uid, account.gid)
    await runInitdb(binaries, unfinished, passwordFile, account, cluster.durable)
  } finally {
    rmSync(passwordFile, { force: true })
  }
  rmSync(dataDir, { recursive: true, force: true })
  renameSync(unfinished, dataDir)
}

function checkCluster(dataDir: string): void {
  const vital = ['PG_VERSION', 'postgresql.conf', 'pg_hba.conf', join('global', 'pg_control')]
  if (vital.every((name) => existsSync(join(dataDir, name)))) return
  throw new StartFailure(`${dataDir} is not a whole Postgres data folder: restore it from a backup, or move it away.`)
}

/** About 1 s. The collation is Postgres's own C.UTF-8: the same order on every machine, no locale to be installed. */
function runInitdb(binaries: string, dataDir: string, passwordFile: string, account: Account, durable: boolean) {
  const identity = ['-U', SUPERUSER, '--pwfile', passwordFile, '-A', 'scram-sha-256']
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const options = ['-D', dataDir, ...identity, ...locale, '--no-instructions', ...(durable ? [] : ['--no-sync'])]
  return new Promise<void>((resolve, reject) => {
    const initdb = spawn(join(binaries, 'bin', 'initdb'), options, {
      ...account,
      env: postgresEnvironment(),
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let complaint = ''
    initdb.stderr.on('data', (chunk) => {
      complaint += chunk
    })
    initdb.once('error', (err) => reject(cannotRun(join(binaries, 'bin', 'initdb'), err)))
    initdb.once('close', (code) => {
      if (code === 0) return resolve()
      const reason =
        complaint
          .trim()
          .split('\n')
          .find((line) => /error|fatal/i.test(line)) ?? complaint.trim()
      reject(new StartFailure(`Postgres could not make its data folder ${dirname(dataDir)}: ${reason}`))
    })
  })
}

export function cannotRun(program: string, err: NodeJS.ErrnoException): StartFailure {
  const reason = err.code === 'ENOENT' ? 'it is missing' : err.message
  return new StartFailure(`${program} cannot be run (${reason}): remove node_modules and start again.`)
}

/** What the running server says of itself in `postmaster.pid`; null when there is no such file, or half of one. */
export function readPostmaster(dataDir: string): { pid: number; ready: boolean } | null {
  const file = join(dataDir, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  return Number.isInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : null
}

/**
 * Ends a server that a killed parent left behind on this data: Postgres outlives its starter. A stale
 * `postmaster.pid` whose number now belongs to another program is removed, for Postgres would refuse to start.
 */
export async function endOrphan(dataDir: string): Promise<void> {
  const left = readPostmaster(dataDir)
  if (left === null || identify(left.pid) === null) return
  if (!commandLine(left.pid).includes(dataDir)) return rmSync(join(dataDir, 'postmaster.pid'), { force: true })
  await endPostmaster(left.pid)
}

/** SIGINT is Postgres's fast shutdown: sessions are cut, the data is flushed. SIGQUIT leaves that to the next start. */
export function endPostmaster(pid: number): Promise<void> {
  return endProcess(pid, [
    { signal: 'SIGINT', graceMs: 2_500 },
    { signal: 'SIGQUIT', graceMs: 500 },
  ])
}
