import type { Component } from '../lifecycle.js'

/** Values that a span may carry. No phone and no text: traces leave the house. */
export type Attributes = Record<string, string | number>

/** A stretch of work in a trace. */
export interface Span {
  /** What a span below this one names as its parent (W3C Trace Context); null when nothing is recorded. */
  readonly traceparent: string | null
  end(attributes?: Attributes, failure?: string): void
}

export interface Tracing extends Component {
  /** Begins a span below the one that `parent` names, as jobs and sends do. Without a parent nothing is recorded. */
  begin(name: string, parent: string | null, attributes?: Attributes): Span
  /** The same for a request from outside: without a parent, or with one that cannot be read, it begins a trace. */
  beginRequest(name: string, parent: string | undefined, attributes?: Attributes): Span
}
