import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Debian's user for those who own nothing. */
const NOBODY = 65_534
/** On a machine that does much else. */
const WITHIN_MS = 60_000

/**
 * Runs a program from its file set as its container does: in that folder, with the environment that it is given and no other,
 * and, where this process is root's, as nobody, who can write to no file of it. `logFile` gets what it says.
 */
export function startProgram(folder, environment, logFile) {
  const log = openSync(logFile, 'w')
  const child = spawn(process.execPath, ['--enable-source-maps', join('dist', 'main.js')], {
    cwd: folder,
    env: { NODE_ENV: 'production', ...environment },
    stdio: ['ignore', log, log, 'ipc'],
    ...(process.getuid?.() === 0 && { uid: NOBODY, gid: NOBODY }),
  })
  closeSync(log)
  const failure = (sentence) => new Error(`${folder} ${sentence}. What it said:\n${readFileSync(logFile, 'utf8')}`)
  const ended = new Promise((resolve) => {
    child.once('error', (err) => resolve(err.message))
    child.once('exit', (code, signal) => resolve(signal ?? code))
  })
  const inTime = (promise, what) => {
    let timer
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(failure(`${what} within ${WITHIN_MS / 1000} s`)), WITHIN_MS)
    })
    return Promise.race([promise, late]).finally(() => clearTimeout(timer))
  }
  const endsWell = async () => {
    const code = await inTime(ended, 'did not end')
    if (code !== 0) throw failure(`ended with ${code}`)
  }
  return {
    /** Resolves when it says that it is ready. */
    async ready() {
      const ready = new Promise((resolve) => child.on('message', ({ type }) => type === 'ready' && resolve('ready')))
      const first = await inTime(Promise.race([ready, ended]), 'was not ready')
      if (first !== 'ready') throw failure(`ended with ${first} before it was ready`)
    },
    /** Resolves when it has ended by itself, with code 0. */
    endsWell,
    /** Asks it to end, as an engine does. */
    async stop() {
      child.kill('SIGTERM')
      await endsWell()
    },
    /** For the end of a rehearsal that failed. */
    kill: () => child.kill('SIGKILL'),
  }
}
