import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

export interface Answer<Data = Record<string, unknown>> {
  status: number
  data: Data
  message: string
  /** When the answer was here, in epoch milliseconds. */
  at: number
  tookMs: number
}

/** The API as a caller who knows that it may die at any moment. */
export interface Caller {
  /** Once; null when there was no answer. */
  once<Data>(method: string, path: string, body?: unknown): Promise<Answer<Data> | null>
  /** Until there is an answer other than 5xx, 401 and 429. A POST carries one Idempotency-Key over all its attempts. */
  insist<Data>(method: string, path: string, body?: unknown): Promise<Answer<Data>>
}

const GIVE_UP_AFTER_MS = 120_000
const ANSWER_WITHIN_MS = 20_000

export async function callApi(url: string, signIn: { email: string; password: string }): Promise<Caller> {
  let token = ''

  const ask = async <Data>(method: string, path: string, body: unknown, key?: string): Promise<Answer<Data> | null> => {
    const begun = performance.now()
    try {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(key && { 'idempotency-key': key }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      })
      const { data, message = '' } = (await response.json()) as { data: Data; message?: string }
      return { status: response.status, data, message, at: Date.now(), tookMs: performance.now() - begun }
    } catch {
      return null
    }
  }

  const insist = async <Data>(method: string, path: string, body?: unknown): Promise<Answer<Data>> => {
    const key = method === 'POST' && path !== '/auth/login' ? randomUUID() : undefined
    for (const end = performance.now() + GIVE_UP_AFTER_MS; ; ) {
      const answer = await ask<Data>(method, path, body, key)
      if (answer !== null && answer.status < 500 && answer.status !== 429) return answer
      if (performance.now() > end) throw new Error(`${method} ${path} was never answered: ${answer?.message}`)
      await wait(300)
    }
  }

  token = (await insist<{ token: string }>('POST', '/auth/login', signIn)).data.token
  return { once: (method, path, body) => ask(method, path, body), insist }
}
