import type { Database } from '@siaran/db'
import type { Stack } from '@siaran/local-stack'
import { until } from '@siaran/testkit'

export interface Api {
  get<Data>(path: string): Promise<Data>
  post<Data>(path: string, body?: unknown): Promise<Data>
  patch<Data>(path: string, body: unknown): Promise<Data>
}

/** The API, signed in as its owner. */
export async function apiOf(stack: { urls: Pick<Stack['urls'], 'api'>; signIn: Stack['signIn'] }): Promise<Api> {
  let token = ''
  const call = async <Data>(method: string, path: string, body?: unknown): Promise<Data> => {
    const response = await fetch(`${stack.urls.api}/api/v1${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const answer = (await response.json()) as { data: Data; message?: string }
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer.message}`)
    return answer.data
  }
  token = (await call<{ token: string }>('POST', '/auth/login', stack.signIn)).token
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    patch: (path, body) => call('PATCH', path, body),
  }
}

/** What a stack of the bench is told: ports of its own, and nothing to log. */
export const quietStack = (folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  PORT: '0',
  SIARAN_PHONE_NETWORK_PORT: '0',
  SIARAN_DATA_DIR: folder,
  LOG_LEVEL: 'warn',
})

/** A draft to the leads of the niche `bench`, whose pace holds up nobody; its id. */
export async function draftCampaign(api: Api): Promise<string> {
  const { id } = await api.post<{ id: string }>('/campaigns', {
    name: 'Bench',
    messageType: 'text',
    messageContent: 'Hi {{firstName}}',
    audienceType: 'niche',
    audienceConfig: { niche: 'bench' },
    scheduleType: 'manual',
    throttleConfig: { messagesPerMinute: 60_000, batchSize: 1_000_000 },
  })
  return id
}

/** So many devices of the stack's own workspace, all online at a sender. */
export async function onlineDevices(
  db: Database,
  stack: Stack,
  count: number,
): Promise<{ workspaceId: string; deviceIds: string[] }> {
  const { rows } = await db.pool.query<{ workspaceId: string; id: string }>(
    `insert into devices (workspace_id, name, transport, wanted, status)
     select u.workspace_id, 'Device ' || n, 'simulator', true, 'connecting'
     from users u, generate_series(1, $2::int) n where u.email = $1
     returning workspace_id as "workspaceId", id`,
    [stack.signIn.email, count],
  )
  await until(async () => {
    const { rows: online } = await db.pool.query(
      "select count(*)::int as n from devices where status = 'online' and wanted",
    )
    return online[0].n >= count
  }, 'all devices are online')
  return { workspaceId: rows[0]!.workspaceId, deviceIds: rows.map(({ id }) => id) }
}
