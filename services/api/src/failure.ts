import type { Failure } from '@siaran/contracts'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Problem, type ProblemCode } from './problem.js'
import { isStoreOutage } from './store-outage.js'

/** What Fastify and its plugins refuse by themselves, by status: never with their words, which name internals. */
const refusals: Record<number, { code: ProblemCode; message: string }> = {
  400: { code: 'request.malformed', message: 'The request could not be read' },
  413: { code: 'request.too_large', message: 'The request is larger than this route takes' },
  415: {
    code: 'request.unsupported_media',
    message: 'This route does not take that content type; send application/json',
  },
  429: { code: 'request.too_many', message: 'Too many requests' },
}

const STORE_RETRY_SECONDS = 5

/**
 * The edge: whatever was thrown becomes the envelope of a failure, with its status. What nobody expected is logged here,
 * once, and answered as a bare 500 that tells its request id and nothing else.
 */
export function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error)
  if (problem.code === 'server.error')
    request.log.error({ err: error, route: request.routeOptions.url }, 'request failed')
  else if (problem.code === 'store.unavailable') request.log.warn({ err: error }, 'a store is away')
  if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', problem.retryAfterSeconds)
  if (problem.status === 401 && !reply.hasHeader('www-authenticate')) reply.header('www-authenticate', 'Bearer')
  return reply
    .code(problem.status)
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(failureOf(problem, request.id))
}

export const failureOf = (problem: Problem, requestId: string): Failure => ({
  success: false,
  message: problem.message,
  error: { code: problem.code, ...(problem.details && { details: [...problem.details] }), requestId },
})

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (isStoreOutage(error))
    return new Problem('store.unavailable', 'A store does not answer; try again in a few seconds', undefined, {
      cause: error,
      retryAfterSeconds: STORE_RETRY_SECONDS,
    })
  const { statusCode, code } = error as Partial<FastifyError>
  if (code === 'FST_ERR_CTP_INVALID_JSON_BODY') return new Problem('request.malformed', 'The body is not valid JSON')
  const refusal = statusCode === undefined ? undefined : refusals[statusCode]
  if (refusal !== undefined) return new Problem(refusal.code, refusal.message)
  return new Problem('server.error', 'Something went wrong here; the request id finds it in the log')
}
