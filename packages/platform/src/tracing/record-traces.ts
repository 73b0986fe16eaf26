import { type Context, isSpanContextValid, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { Attributes, Span, Tracing } from './span.js'

/**
 * Most spans of one name that a process adds to one trace. A campaign of a million messages is one trace, and no backend shows
 * one of a million spans: Tempo drops what is above a limit, Jaeger's page stands still. The first hundred tell the road.
 */
const SPANS_OF_A_NAME = 100
/** Traces whose spans are counted. Past it the count begins anew: a few traces get another hundred. */
const COUNTED = 10_000
/** A stop waits no longer for the last spans to be taken. */
const FLUSH_MS = 2_000

/** Records spans and hands them over in the background, in batches. What the endpoint does not take is dropped. */
export function recordTraces(service: string, endpoint: string, nothing: Span): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces`, timeoutMillis: FLUSH_MS })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': `siaran-${service}` }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1_000 })],
  })
  const tracer = provider.getTracer('siaran')
  const counts = new Map<string, number>()

  const mayRecord = (name: string, traceId: string): boolean => {
    if (counts.size >= COUNTED) counts.clear()
    const key = `${traceId} ${name}`
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return count <= SPANS_OF_A_NAME
  }

  const start = (name: string, kind: SpanKind, attributes: Attributes, context: Context): Span => {
    const span = tracer.startSpan(name, { kind, attributes }, context)
    const { traceId, spanId, traceFlags } = span.spanContext()
    return {
      traceparent: `00-${traceId}-${spanId}-0${traceFlags & 1}`,
      end(more = {}, failure) {
        span.setAttributes(more)
        if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failure })
        span.end()
      },
    }
  }

  return {
    name: 'tracing',
    begin(name, parent, attributes = {}) {
      const above = contextOf(parent)
      if (above === null || !mayRecord(name, trace.getSpanContext(above)!.traceId)) return nothing
      return start(name, SpanKind.CONSUMER, attributes, above)
    },
    beginRequest: (name, parent, attributes = {}) =>
      start(name, SpanKind.SERVER, attributes, contextOf(parent) ?? ROOT_CONTEXT),
    async stop() {
      await provider.forceFlush({ timeoutMillis: FLUSH_MS }).catch(() => {})
      await provider.shutdown().catch(() => {})
    },
  }
}

/** `00-<trace id>-<span id>-<flags>`; null for anything else. */
function contextOf(traceparent: string | null | undefined): Context | null {
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? '') ?? []
  if (traceId === undefined) return null
  const context = { traceId, spanId: spanId!, traceFlags: Number.parseInt(flags!, 16) & 1, isRemote: true }
  return isSpanContextValid(context) ? trace.setSpanContext(ROOT_CONTEXT, context) : null
}
