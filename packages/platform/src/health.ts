import { createServer, type Server } from 'node:http'
import type { Registry } from 'prom-client'
import type { Component } from './lifecycle.js'

/**
 * A named question to a store or a partner. Resolves with a detail when it is well, throws when it is not. An advisory
 * check is shown and does not decide: this process can serve without that partner.
 */
export type Check = { name: string; advisory?: boolean; run(): Promise<unknown> }

export type Readiness = { ready: boolean; checks: Record<string, { ok: boolean; detail?: unknown; error?: string }> }

/** No check may hold up an answer for longer than this. */
const CHECK_DEADLINE_MS = 2_000

/** Asks every check at once. Ready means that all but the advisory ones answered well in time. */
export async function askReadiness(checks: readonly Check[]): Promise<Readiness> {
  const answers = await Promise.all(
    checks.map(async (check) => {
      try {
        return [check.name, { ok: true, detail: await withDeadline(check.run()) }] as const
      } catch (err) {
        return [check.name, { ok: false, error: err instanceof Error ? err.message : String(err) }] as const
      }
    }),
  )
  const ready = answers.every(([, answer], n) => answer.ok || checks[n]?.advisory)
  return { ready, checks: Object.fromEntries(answers) }
}

function withDeadline<Value>(work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_DEADLINE_MS} ms`)), CHECK_DEADLINE_MS)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/**
 * The operations port of a service without an HTTP face of its own: `GET /healthz` (the process is alive; asks
 * nobody), `/readyz` (its stores answer; 503 when not), `/metrics` (Prometheus text).
 */
export function createHealthServer(options: {
  port: number
  host: string
  checks: readonly Check[]
  metrics: Registry
}): Component {
  let server: Server | undefined
  return {
    name: 'health server',
    start: () =>
      new Promise((resolve, reject) => {
        server = createServer(async (request, response) => {
          const path = request.url?.split('?')[0]
          if (path === '/healthz') return answer(response, 200, { status: 'ok' })
          if (path === '/readyz') {
            const readiness = await askReadiness(options.checks)
            return answer(response, readiness.ready ? 200 : 503, readiness)
          }
          if (path === '/metrics') {
            response.writeHead(200, { 'content-type': options.metrics.contentType })
            return response.end(await options.metrics.metrics())
          }
          answer(response, 404, { message: 'Only /healthz, /readyz and /metrics are here' })
        })
        server.once('error', reject)
        server.listen(options.port, options.host, () => resolve())
      }),
    stop: () =>
      new Promise((resolve) => {
        if (!server?.listening) return resolve()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answer(response: import('node:http').ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
