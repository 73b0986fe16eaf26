import { randomBytes } from 'node:crypto'
import type { Role } from '@siaran/contracts'
import { openDatabase } from '@siaran/db'
import { createProducer } from '@siaran/queue'
import { createAnswerCheck, openTestStores, type TestStores } from '@siaran/testkit'
import type { App } from '../src/app.js'
import { apiEnvironment } from '../src/config.js'
import { hashPassword } from '../src/passwords.js'
import { buildServer, type ServerDeps } from '../src/server.js'

export const PASSWORD = 'correct-horse'

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into, field by field
  body: any
}

export interface Person {
  workspaceId: string
  userId: string
  email: string
  token: string
  call(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<Answer>
}

export interface TestApi {
  app: App
  stores: TestStores
  deps: ServerDeps
  /** Live events that the API published. */
  heard: { name: string; payload: unknown }[]
  endedSockets: string[]
  /** As it stands: any address, headers and body. Every answer is held against the API's document. */
  send(path: string, init?: RequestInit): Promise<Answer>
  /** Below /api/v1, in JSON. */
  call(token: string | null, method: string, path: string, body?: unknown): Promise<Answer>
  /** Somebody who is logged in; in a workspace of their own unless one is given. */
  person(role?: Role, workspaceId?: string): Promise<Person>
  close(): Promise<void>
}

let people = 0

/** The API over throw-away stores, on a port of its own; its database role is the API's, that of `stores` the owner. */
export async function openApi(
  environment: Record<string, string> = {},
  pages: ServerDeps['pages'] | ((parts: Pick<ServerDeps, 'db' | 'produce'>) => ServerDeps['pages']) = [],
): Promise<TestApi> {
  const stores = await openTestStores()
  const { db, redis, log } = stores
  const apiDb = openDatabase(stores.requestUrl, { name: 'api', scoped: true })
  const produce = createProducer({ redis: redis.client, log, now: Date.now })
  const heard: TestApi['heard'] = []
  const endedSockets: string[] = []
  const deps: ServerDeps = {
    db: apiDb,
    redis: redis.client,
    produce,
    live: { publish: (_audience, name, payload) => void heard.push({ name, payload }) },
    config: apiEnvironment.parse({
      DATABASE_URL: stores.requestUrl,
      REDIS_URL: stores.redisUrl,
      SIARAN_SECRET_KEY: randomBytes(32).toString('base64'),
      ...environment,
    }),
    log,
    now: Date.now,
    operations: {
      readiness: async () => ({ ready: true, checks: {} }),
      metrics: async () => ({ contentType: 'text/plain', text: '' }),
    },
    pages: typeof pages === 'function' ? pages({ db: apiDb, produce }) : pages,
    endSockets: (id) => void endedSockets.push(id),
  }
  const app = await buildServer(deps).catch(async (err) => {
    await apiDb.stop()
    await stores.close()
    throw err
  })

  const base = await app.listen({ host: '127.0.0.1', port: 0 })

  const assertPromised = createAnswerCheck(app.swagger())
  const send: TestApi['send'] = async (path, init) => {
    const response = await fetch(`${base}${path}`, { redirect: 'manual', ...init })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    const { status, headers } = response
    const body = isJson ? JSON.parse(text) : text
    assertPromised({ method: init?.method ?? 'GET', path, status, contentType: headers.get('content-type'), body })
    return { status, headers, body }
  }

  const call: TestApi['call'] = (token, method, path, body) =>
    send(`/api/v1/${path}`, {
      method,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })

  return {
    app,
    stores,
    deps,
    heard,
    endedSockets,
    send,
    call,
    async person(role = 'owner', workspaceId) {
      const email = `person-${++people}@example.com`
      const workspace = workspaceId ?? (await db.prisma.workspace.create({ data: { name: 'Kedai' } })).id
      const user = await db.prisma.user.create({
        data: { workspaceId: workspace, email, name: 'Aminah', role, passwordHash: await hashPassword(PASSWORD) },
      })
      const { body } = await call(null, 'POST', 'auth/login', { email, password: PASSWORD })
      const { token } = body.data
      return { workspaceId: workspace, userId: user.id, email, token, call: (...args) => call(token, ...args) }
    },
    async close() {
      await app.close()
      await produce.close()
      await apiDb.stop()
      await stores.close()
    },
  }
}
