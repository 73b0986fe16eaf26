import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Failure } from '@siaran/contracts'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Problem, type ProblemCode } from './problem.js'
import { isStoreOutage } from './store-outage.js'

/** What Fastify and its plugins refuse by themselves, by status: never with their words, which name internals. */
const refusals: Record<number, { code: ProblemCode; message: string }> = {
  400: { code: 'request.malformed', message: 'The request could not be read' },
  408: { code: 'request.timed_out', message: 'The request did not come to its end in time' },
  413: { code: 'request.too_large', message: 'The request is larger than this route takes' },
  415: {
    code: 'request.unsupported_media',
    message: 'This route does not take that content type; send application/json',
  },
  429: { code: 'request.too_many', message: 'Too many requests' },
  431: { code: 'request.headers_too_large', message: 'The address and the headers are larger than 16 KB together' },
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

/** What is refused for a reason of its own that the table does not know is still the caller's. */
function refusalOf(status: number): Problem {
  const { code, message } = refusals[status] ?? refusals[400]!
  return new Problem(code, message)
}

/** What is not HTTP, or too much of it, never becomes a request: it is answered here, with the same envelope, and hung up on. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  // Nobody is left to hear an answer.
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy(error)
  const status = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[error.code ?? ''] ?? 400
  const problem = refusalOf(status)
  const body = JSON.stringify(failureOf(problem, randomUUID()))
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      'content-type: application/json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (isStoreOutage(error))
    return new Problem('store.unavailable', 'A store does not answer; try again in a few seconds', undefined, {
      cause: error,
      retryAfterSeconds: STORE_RETRY_SECONDS,
    })
  const { statusCode, code } = error as Partial<FastifyError>
  if (code === 'FST_ERR_CTP_INVALID_JSON_BODY') return new Problem('request.malformed', 'The body is not valid JSON')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return refusalOf(statusCode)
  return new Problem('server.error', 'Something went wrong here; the request id finds it in the log')
}
