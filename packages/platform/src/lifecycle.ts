import type { Logger } from 'pino'

/** Something with a beginning and an end. Both tolerate being called twice; `stop` also without a `start`. */
export interface Component {
  name: string
  start?(): Promise<void> | void
  stop(): Promise<void> | void
}

/** After this long a stop that hangs is abandoned: the process ends with code 1 rather than stay for ever. */
const STOP_DEADLINE_MS = 8_000

/**
 * Runs a service: starts the components in order, waits for SIGTERM, SIGINT or the death of the parent
 * (the closing of the IPC channel that it was spawned with), stops them in reverse.
 * A start that fails stops what was started and ends the process with code 1; nothing is left half up.
 */
export async function runService(log: Logger, components: readonly Component[]): Promise<void> {
  const started: Component[] = []
  let stopping = false

  const stop = async (reason: string, exitCode: number) => {
    if (stopping) return
    stopping = true
    log.info({ reason }, 'stopping')
    const deadline = setTimeout(() => {
      log.error({ waitingFor: started.at(-1)?.name }, 'stop took too long; leaving')
      process.exit(1)
    }, STOP_DEADLINE_MS)
    while (started.length > 0) {
      const component = started.at(-1) as Component
      try {
        await component.stop()
      } catch (err) {
        log.error({ err, component: component.name }, 'a component did not stop cleanly')
      }
      started.pop()
    }
    clearTimeout(deadline)
    log.info('stopped')
    process.exit(exitCode)
  }

  process.on('SIGTERM', () => void stop('SIGTERM', 0))
  process.on('SIGINT', () => void stop('SIGINT', 0))
  process.on('disconnect', () => void stop('the parent process is gone', 0))
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, 'uncaught exception')
    void stop('uncaught exception', 1)
  })
  process.on('unhandledRejection', (err) => {
    log.fatal({ err }, 'unhandled rejection')
    void stop('unhandled rejection', 1)
  })

  for (const component of components) {
    if (stopping) return
    try {
      started.push(component)
      await component.start?.()
    } catch (err) {
      log.fatal({ err, component: component.name }, 'start failed')
      return stop(`${component.name} did not start`, 1)
    }
  }
  log.info('ready')
  process.send?.({ type: 'ready' })
}
