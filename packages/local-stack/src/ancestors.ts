import { commandLine, identify, isAlive, type ProcessIdentity } from './process-identity.js'

const POLL_MS = 500

/** Package managers that run a script through a shell; npm calls itself "npm start". */
const runner = /(^|[/\s])(npm|pnpm|yarn|bun|npx)(\b|-cli)/

/**
 * Calls back, once, when the process that started this one through a package manager is gone, or a shell between
 * them: neither passes a SIGKILL on. Run without a package manager nobody is watched, so that
 * `nohup node scripts/start.mjs &` lives on. Returns the way to stop watching.
 */
export function watchAncestors(environment: NodeJS.ProcessEnv, onDeath: () => void): () => void {
  if (environment.npm_lifecycle_event === undefined) return () => {}
  const watched = chainToRunner()
  const timer = setInterval(() => {
    if (watched.every(isAlive)) return
    clearInterval(timer)
    onDeath()
  }, POLL_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** From the parent up to the nearest package manager; the parent alone when there is none above. */
function chainToRunner(): ProcessIdentity[] {
  const chain: ProcessIdentity[] = []
  for (let next = identify(process.ppid); next !== null && next.pid > 1; next = identify(next.parent)) {
    chain.push(next)
    if (runner.test(commandLine(next.pid))) return chain
  }
  return chain.slice(0, 1)
}
