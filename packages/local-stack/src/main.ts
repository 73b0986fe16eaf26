import { watchAncestors } from './ancestors.js'
import { rememberSignInPrinted } from './secrets.js'
import { asSentence } from './start-failure.js'
import { type Stack, type StackOptions, startStack } from './supervisor.js'

/**
 * `npm start`: runs the stack until Ctrl-C, SIGTERM, the closing of the terminal or the death of the npm above.
 * The process ends with 0 when it was asked to, with 1 and one sentence on stderr when something failed.
 */
export async function main(options: StackOptions = {}): Promise<void> {
  const abort = new AbortController()
  let stack: Stack | undefined
  let leaving = false

  const leave = async (why: string, exitCode: number) => {
    if (leaving) return
    leaving = true
    if (exitCode === 0) console.log(`\n${why}; stopping`)
    else console.error(why)
    abort.abort()
    const begun = performance.now()
    await stack?.stop()
    if (stack) console.log(`stopped in ${seconds(performance.now() - begun)}`)
    if (stack) process.exit(exitCode)
  }

  // A terminal that was closed takes the output with it: that must not keep us from ending well.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {})
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave(signal, 0))
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (err: unknown) => void leave(`Siaran cannot go on: ${asSentence(err)}`, 1))
  }
  watchAncestors(process.env, () => void leave('npm is gone', 0))

  try {
    stack = await startStack({
      ...options,
      signal: abort.signal,
      notice: (line) => console.log(line),
      step: (name, ms, detail) => console.log(`${name} ready ${seconds(ms)}${detail ? ` (${detail})` : ''}`),
    })
  } catch (err) {
    if (!leaving) console.error(asSentence(err))
    process.exit(leaving ? 0 : 1)
  }
  stack.onFailure((sentence) => void leave(`${sentence}: everything is stopped.`, 1))
  console.log(welcome(stack))
  if (!stack.secrets.signInPrinted) rememberSignInPrinted(stack.folder.secrets)
}

function welcome({ urls, signIn, secrets, folder, timings }: Stack): string {
  const { storesMs, siaranMs } = timings
  const password = secrets.signInPrinted
    ? `kept in ${folder.secrets}`
    : `${signIn.password}   (printed this once, kept in ${folder.secrets})`
  return `
Siaran is ready in ${seconds(storesMs + siaranMs)} (stores ${seconds(storesMs)}, Siaran ${seconds(siaranMs)})

  API            ${urls.api}
  Its docs       ${urls.docs}
  Bull Board     ${urls.bullBoard}
  Phone network  ${urls.phoneNetwork}

  Sign-in        ${signIn.email}
  Password       ${password}

Data and logs are in ${folder.root}. Ctrl-C stops everything.`
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
