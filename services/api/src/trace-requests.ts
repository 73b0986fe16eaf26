import type { Span } from '@siaran/contracts'
import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyRequest {
    /** The trace that this request is part of, for what outlives it; null when nothing is recorded. */
    traceparent: string | null
  }
}

/** Begins the span of a request; `parent` is the caller's own header. */
export type BeginRequest = (name: string, parent: string | undefined) => Span

const PREFIX = '/api/'

/** A span for each request to the API, from its arrival to its answer, by its route's pattern. Pages and probes have none. */
export function traceRequests(app: FastifyInstance, begin: BeginRequest): void {
  const spans = new WeakMap<object, Span>()
  app.decorateRequest('traceparent', null)
  app.addHook('onRequest', async (request) => {
    const { url } = request.routeOptions
    if (url === undefined || !url.startsWith(PREFIX)) return
    const { traceparent } = request.headers
    const span = begin(`${request.method} ${url}`, typeof traceparent === 'string' ? traceparent : undefined)
    request.traceparent = span.traceparent
    spans.set(request, span)
  })
  app.addHook('onResponse', async (request, reply) => {
    const { statusCode } = reply
    const failure = statusCode >= 500 ? `answered ${statusCode}` : undefined
    spans.get(request)?.end({ 'http.response.status_code': statusCode, 'siaran.request_id': request.id }, failure)
  })
}
