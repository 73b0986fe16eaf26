import { Agent } from 'undici'
import type { AllowList } from './allow-list.js'
import { guardedConnector, type Resolve } from './guarded-connector.js'
import { OutboundDenied } from './outbound-denied.js'

export interface OutboundRequest {
  method: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
  signal?: AbortSignal
}

export interface OutboundAnswer {
  status: number
  text: string
}

/** Calls to addresses that people have typed in. */
export interface Outbound {
  /**
   * One request and its whole answer. Follows no redirect: that is an answer like any other. Throws {@link OutboundDenied} when
   * the address must not be called, and what went wrong when no whole answer came: in time, or within the cap on its bytes.
   */
  call(url: URL, request: OutboundRequest): Promise<OutboundAnswer>
  /** Tolerates being called twice. */
  close(): Promise<void>
}

export interface OutboundOptions {
  allowed: AllowList
  /** From the call to the end of its answer. */
  deadlineMs?: number
  /** Of an answer's body. */
  mostBytes?: number
  resolve?: Resolve
}

export function createOutbound({
  allowed,
  deadlineMs = 60_000,
  mostBytes = 262_144,
  resolve,
}: OutboundOptions): Outbound {
  const connect = guardedConnector(allowed, { connectTimeoutMs: 10_000, ...(resolve && { resolve }) })
  // A connection for each call: one that waited may just be closing, and what is written to it then is in doubt. A handshake
  // costs milliseconds, a doubt costs a person.
  const agent = new Agent({ connect, pipelining: 0, maxResponseSize: mostBytes })

  return {
    async call(url, { signal, ...request }) {
      if (url.protocol !== 'http:' && url.protocol !== 'https:')
        throw new OutboundDenied(`${url.protocol} is not called: only http and https are`)
      const deadline = AbortSignal.timeout(deadlineMs)
      const { statusCode, body } = await agent.request({
        ...request,
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
      })
      return { status: statusCode, text: await body.text() }
    },
    async close() {
      if (!agent.closed) await agent.close()
    },
  }
}
