import type { Logger } from 'pino'

const EVERY_MS = 15 * 60_000

/** Says in the log, every quarter of an hour, what the browser of each device takes of memory. */
export function keepTellingMemory({
  memory,
  log,
}: {
  memory: () => Promise<ReadonlyMap<string, number>>
  log: Logger
}) {
  let timer: NodeJS.Timeout | undefined
  const tell = async (): Promise<void> => {
    for (const [deviceId, memoryBytes] of await memory()) log.info({ deviceId, memoryBytes }, 'memory of a device')
  }
  return {
    name: 'memory of devices',
    start() {
      timer = setInterval(() => {
        tell().catch((err) => log.warn({ err }, 'the memory of devices could not be measured'))
      }, EVERY_MS)
    },
    stop() {
      clearInterval(timer)
    },
  }
}
