import type { Span, Tracing } from './span.js'

const nothing: Span = { traceparent: null, end() {} }
const off: Tracing = { name: 'tracing', begin: () => nothing, beginRequest: () => nothing, stop() {} }

/** Spans to an OTLP endpoint over HTTP. Without an endpoint nothing is loaded, recorded or sent. */
export async function openTracing(options: { service: string; endpoint: string | undefined }): Promise<Tracing> {
  const { service, endpoint } = options
  if (endpoint === undefined) return off
  const { recordTraces } = await import('./record-traces.js')
  return recordTraces(service, endpoint, nothing)
}
