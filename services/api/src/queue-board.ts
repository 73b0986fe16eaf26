import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { FastifyAdapter } from '@bull-board/fastify'
import type { FastifyPluginAsync } from 'fastify'
import type { Producer } from './app.js'
import { BOARD_PATH } from './board-login.js'
import { answerFailure, failureOf } from './failure.js'
import { Problem } from './problem.js'

/** Which queues hold work changes by the second; finding out walks Redis. */
const REFRESH_EVERY_MS = 5_000

/** Without the braces, which tell a Redis Cluster where the queue lives and people nothing. */
const plainName = (name: string) => name.replace(/^\{(.*)\}$/, '$1')

const unreadable = new Problem('server.error', 'The board could not be read')

/**
 * Bull Board, to look at and not to touch: queues are rebuilt from Postgres, so a job that is retried or removed by hand
 * only confuses. Jobs carry ids alone; what Redis says of itself stays hidden. Who may look is the guard's business.
 */
export function queueBoard(produce: Pick<Producer, 'boardQueues'>): FastifyPluginAsync {
  const serverAdapter = new FastifyAdapter().setBasePath(BOARD_PATH)
  const board = createBullBoard({
    queues: [],
    serverAdapter,
    options: { uiConfig: { boardTitle: 'Siaran', hideRedisDetails: true } },
  })
  // The library's own handler shows stacks.
  serverAdapter.setErrorHandler(() => ({ status: 500, body: failureOf(unreadable, '') }))

  let freshUntil = 0
  const refresh = async () => {
    if (Date.now() < freshUntil) return
    freshUntil = Date.now() + REFRESH_EVERY_MS
    try {
      const queues = await produce.boardQueues()
      board.replaceQueues(
        queues.map(
          (queue) =>
            new BullMQAdapter(queue, { readOnlyMode: true, allowRetries: false, displayName: plainName(queue.name) }),
        ),
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
