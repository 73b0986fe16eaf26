import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { FastifyAdapter } from '@bull-board/fastify'
import { asSystem, type Database, readDevicesAtWork } from '@siaran/db'
import type { QueueCount } from '@siaran/queue'
import type { FastifyPluginAsync } from 'fastify'
import type { Producer } from './app.js'
import { BOARD_PATH } from './board-login.js'
import { answerFailure, failureOf } from './failure.js'
import { Problem } from './problem.js'

/** Which queues hold work changes by the second, and so do their counts. */
const REFRESH_EVERY_MS = 1_000

/** Without the braces, which tell a Redis Cluster where the queue lives and people nothing. */
const plainName = (name: string) => name.replace(/^\{(.*)\}$/, '$1')

const unreadable = new Problem('server.error', 'The board could not be read')

type BoardQueue = ConstructorParameters<typeof BullMQAdapter>[0]
const lookOnly = (queue: BoardQueue) =>
  ({ readOnlyMode: true, allowRetries: false, displayName: plainName(queue.name) }) as const

/**
 * A device's queue on the board. Of each queue that it lists the board asks a dozen things, one of them the list of all
 * clients of Redis; a device's queue has no pause, no limit, no schedule and no worker of BullMQ's to ask about, and its
 * counts come with those of all others.
 */
class DeviceQueueAdapter extends BullMQAdapter {
  count: QueueCount | undefined

  constructor(queue: BoardQueue) {
    super(queue, lookOnly(queue))
  }

  override async getJobCounts() {
    const { waiting = 0, active = 0, delayed = 0, failed = 0 } = this.count ?? {}
    return { waiting, active, delayed, failed, completed: 0, prioritized: 0, 'waiting-children': 0 } as never
  }
  override async isPaused() {
    return false
  }
  override async getGlobalConcurrency() {
    return null
  }
  override async getActiveRateLimitTtl() {
    return 0
  }
  override async getJobSchedulersCount() {
    return 0
  }
  override async getWorkers() {
    return null
  }
}

/**
 * Bull Board, to look at and not to touch: queues are rebuilt from Postgres, so a job that is retried or removed by hand
 * only confuses. Jobs carry ids alone; what Redis says of itself stays hidden. Who may look is the guard's business.
 */
export function queueBoard(db: Database, produce: Pick<Producer, 'boardQueues' | 'countQueues'>): FastifyPluginAsync {
  const serverAdapter = new FastifyAdapter().setBasePath(BOARD_PATH)
  const board = createBullBoard({
    queues: [],
    serverAdapter,
    options: { uiConfig: { boardTitle: 'Siaran', hideRedisDetails: true } },
  })
  // The library's own handler shows stacks.
  serverAdapter.setErrorHandler(() => ({ status: 500, body: failureOf(unreadable, '') }))

  const adapters = new WeakMap<BoardQueue, BullMQAdapter>()
  let freshUntil = 0
  const refresh = async () => {
    if (Date.now() < freshUntil) return
    freshUntil = Date.now() + REFRESH_EVERY_MS
    try {
      const deviceIds = await asSystem(() => readDevicesAtWork(db, null))
      const [queues, counts] = await Promise.all([produce.boardQueues(deviceIds), produce.countQueues(deviceIds)])
      board.replaceQueues(
        queues.map((queue, place) => {
          const count = counts[place]!
          const isDevice = count.deviceId !== null
          const adapter =
            adapters.get(queue) ??
            (isDevice ? new DeviceQueueAdapter(queue) : new BullMQAdapter(queue, lookOnly(queue)))
          adapters.set(queue, adapter)
          if (adapter instanceof DeviceQueueAdapter) adapter.count = count
          return adapter
        }),
      )
    } catch (err) {
      freshUntil = 0
      throw err
    }
  }

  return async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      try {
        if (!['GET', 'HEAD'].includes(request.method)) throw new Problem('auth.forbidden', 'The board is read-only')
        if (request.url.startsWith(`${BOARD_PATH}/api/`)) await refresh()
      } catch (err) {
        return answerFailure(err, request, reply)
      }
      // The page brings its own inline script and styles.
      reply.header('content-security-policy', "default-src 'self' 'unsafe-inline' data:; frame-ancestors 'self'")
    })
    await scope.register(serverAdapter.registerPlugin(), { prefix: BOARD_PATH })
  }
}
