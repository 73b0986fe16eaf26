/** A stretch of work in a trace. */
export interface Span {
  /** What a span below this one names as its parent (W3C Trace Context); null when nothing is recorded. */
  readonly traceparent: string | null
  /** `failure`: what went wrong, when something did. */
  end(attributes?: Record<string, string | number>, failure?: string): void
}

/** Begins a span below the one that `parent` names. Without a parent nothing is recorded. */
export type BeginSpan = (name: string, parent: string | null, attributes?: Record<string, string | number>) => Span
