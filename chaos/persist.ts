import { setTimeout as wait } from 'node:timers/promises'

/** Connections that a fault broke, in the words of Postgres, of its driver, and of the system. */
const BROKEN =
  /^(57P0|08|ECONN|EPIPE|P1001|P1017)|terminated|timeout|ECONN|closed the connection|starting up|shutting down/i

/** Asks again while the store is away. What is asked must be harmless when it is done twice; other failures are thrown. */
export async function persist<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (;;)
    try {
      return await ask()
    } catch (err) {
      const { code, message } = err as { code?: string; message: string }
      if (!BROKEN.test(`${code ?? ''} ${message}`.trim())) throw err
      await wait(250)
    }
}
