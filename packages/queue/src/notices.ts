import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { z } from 'zod'
import { NOTICES } from './keys.js'
import { workerConnection } from './redis.js'

/** A nudge between processes. It may be lost: whoever listens also looks by itself, only less often. */
const notice = z.object({ about: z.enum(['device', 'work', 'hook']), deviceIds: z.array(z.string()) })
export type Notice = z.infer<typeof notice>

export function sendNotice(redis: Redis, message: Notice): void {
  if (redis.status === 'ready') redis.publish(NOTICES, JSON.stringify(message)).catch(() => {})
}

/** A subscription that died silently shows itself by a ping without an answer. */
const PING_EVERY_MS = 15_000

/** Hears notices, on a connection of its own that comes back by itself. */
export function listenToNotices(redis: Redis, log: Logger, hear: (message: Notice) => void) {
  let subscriber: Redis | undefined
  let ping: NodeJS.Timeout | undefined
  return {
    name: 'notices',
    async start() {
      subscriber = new Redis(workerConnection(redis))
      subscriber.on('error', () => {})
      subscriber.on('message', (_channel, text) => {
        const parsed = notice.safeParse(JSON.parse(text))
        if (parsed.success) hear(parsed.data)
        else log.warn({ err: parsed.error }, 'a notice that nobody understands')
      })
      await subscriber.subscribe(NOTICES)
      ping = setInterval(() => subscriber?.ping().catch(() => {}), PING_EVERY_MS)
    },
    async stop() {
      clearInterval(ping)
      subscriber?.disconnect()
    },
  }
}
