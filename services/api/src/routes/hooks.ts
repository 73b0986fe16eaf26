import { hookParams } from '@siaran/contracts'
import { addHookWord, asSystem, inWorkspace } from '@siaran/db'
import { callReaders } from '@siaran/transports'
import type { FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { ApiDeps, App, RedisClient } from '../app.js'
import { createHookLimiter } from '../hook-limiter.js'
import { isStoreOutage } from '../store-outage.js'

const BODY_LIMIT_BYTES = 65_536

/**
 * Where gateways call. A gateway may send what it is answered to whoever had written: every answer's body is empty, whatever
 * happened. What it says is written down and taken in by a sender; what is no word of its is heard and forgotten.
 */
export function hookRoutes(api: App, deps: Pick<ApiDeps, 'db' | 'produce'> & { redis: RedisClient }): void {
  const { db, produce } = deps
  const limit = createHookLimiter(deps.redis)
  void api.register(async (scope) => {
    const hooks = scope.withTypeProvider<ZodTypeProvider>()
    readJsonAndForms(hooks)
    hooks.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      const status = isStoreOutage(error) ? 503 : (error.statusCode ?? 500)
      if (status === 500) request.log.error({ err: error }, 'a call of a gateway failed')
      return nothing(reply, status)
    })
    hooks.post(
      '/hooks/:deviceToken',
      {
        config: { policy: 'public', answersNothing: ['route.not_found', 'request.too_many'] },
        bodyLimit: BODY_LIMIT_BYTES,
        schema: {
          operationId: 'callHook',
          summary: 'Called by the gateway of a device: an incoming message, what became of one, a change of the device',
          description: 'The address is the hookPath of the device. JSON or a form, as the gateway sends it.',
          params: hookParams,
        },
      },
      async ({ params: { deviceToken }, body }, reply) => {
        const device = await asSystem(() =>
          db.prisma.device.findFirst({
            where: { hookToken: deviceToken, deletedAt: null },
            select: { id: true, workspaceId: true, transport: true },
          }),
        )
        if (device === null) return nothing(reply, 404)
        const retryAfterSeconds = await limit(device.id)
        if (retryAfterSeconds !== null) return nothing(reply.header('retry-after', retryAfterSeconds), 429)
        const { id: deviceId, workspaceId } = device
        for (const word of callReaders[device.transport]?.(body, new Date()) ?? [])
          if (!(await inWorkspace(workspaceId, () => addHookWord(db, { workspaceId, deviceId }, word))))
            return nothing(reply.header('retry-after', 60), 503)
        produce.noticeHook(deviceId)
        return nothing(reply, 200)
      },
    )
  })
}

const nothing = (reply: FastifyReply, status: number) => reply.code(status).send()

/** In this scope alone. What cannot be read is no reason for a gateway to call again: it has no body then. */
function readJsonAndForms(hooks: App): void {
  hooks.removeAllContentTypeParsers()
  hooks.addContentTypeParser('*', { parseAs: 'string' }, (request, text, done) =>
    done(null, readBody(request.headers['content-type'] ?? '', text as string)),
  )
}

function readBody(type: string, text: string): unknown {
  if (type.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text))
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
