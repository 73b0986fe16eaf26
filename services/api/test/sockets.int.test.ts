import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { createLiveEvents, createSocketGateway, type SocketGateway } from '@siaran/realtime'
import { insertCampaign } from '@siaran/testkit'
import { io, type Socket } from 'socket.io-client'
import type { App } from '../src/app.js'
import { createAuthenticator } from '../src/authenticate.js'
import { buildServer } from '../src/server.js'
import { socketAccess } from '../src/socket-access.js'
import { openApi, PASSWORD, type Person, type TestApi } from './open-api.js'

/** One API process as main.ts makes it: HTTP and sockets on one server. */
interface Process {
  app: App
  gateway: SocketGateway
  url: string
}

let api: TestApi
let here: Process
let there: Process
let sockets: Socket[] = []
let owner: Person
let person: Person

beforeAll(async () => {
  api = await openApi()
  here = await openProcess()
  there = await openProcess()
})
afterAll(async () => {
  for (const { app, gateway } of [here, there]) {
    gateway.stop()
    await app.close()
  }
  await api.close()
})
beforeEach(async () => {
  owner = await api.person()
  person = await api.person('operator', owner.workspaceId)
})
afterEach(() => {
  for (const socket of sockets) socket.disconnect()
  sockets = []
})

async function openProcess(): Promise<Process> {
  const { db, redis, log } = api.stores
  const endSockets = (id: string) => gateway.disconnectSession(id)
  const app = await buildServer({ ...api.deps, endSockets })
  const gateway = createSocketGateway({
    server: app.server,
    redis: redis.client,
    origins: ['https://app.example.com'],
    ...socketAccess(db, createAuthenticator(db, Date.now)),
    log,
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  await gateway.start()
  return { app, gateway, url }
}

const open = ({ url }: Process, token: string, options: object = {}) => {
  const socket = io(url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: { token },
    ...options,
  })
  sockets.push(socket)
  return socket
}
/** Connected, and in its rooms: it hears what its workspace is told. */
async function listening(process: Process, token: string): Promise<Socket> {
  const socket = open(process, token)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  await socket.emitWithAck('campaign:watch', { campaignId: crypto.randomUUID() })
  return socket
}
const refusal = (socket: Socket) =>
  new Promise<string>((resolve, reject) => {
    socket.once('connect_error', ({ message }) => resolve(message))
    socket.once('connect', () => reject(new Error('it was let in')))
  })
const left = (socket: Socket) => new Promise((resolve) => socket.once('disconnect', resolve))

const callOf =
  (process: Process, { token }: Person) =>
  async (method: string, path: string, body?: unknown) =>
    (
      await fetch(`${process.url}/api/v1/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
    ).status

test('who is removed, or gets a new password, loses their sockets on every API process at once; nobody else does', async () => {
  for (const [method, body] of [
    ['PATCH', { password: 'a-new-password' }],
    ['DELETE', undefined],
  ] as const) {
    const { token } = (await api.call(null, 'POST', 'auth/login', { email: person.email, password: PASSWORD })).body
      .data
    const theirs = [
      await listening(here, person.token),
      await listening(there, person.token),
      await listening(there, token),
    ]
    const ours = [await listening(here, owner.token), await listening(there, owner.token)]
    const gone = Promise.all(theirs.map(left))
    expect(await callOf(here, owner)(method, `users/${person.userId}`, body)).toBe(200)
    await gone
    expect(ours.map(({ connected }) => connected)).toEqual([true, true])
    expect(await refusal(open(there, token))).toContain('token')
    person = await api.person('operator', owner.workspaceId)
  }
})

test('a revoked key and the keys of somebody who is removed lose their sockets', async () => {
  const { id, key } = (await owner.call('POST', 'api-keys', { name: 'CRM' })).body.data
  const revoked = await listening(there, key)
  const gone = left(revoked)
  expect(await callOf(here, owner)('DELETE', `api-keys/${id}`)).toBe(200)
  await gone

  const admin = await api.person('admin', owner.workspaceId)
  const theirKey = (await admin.call('POST', 'api-keys', { name: 'CRM' })).body.data.key
  const socket = await listening(there, theirKey)
  const goneToo = left(socket)
  expect(await callOf(here, owner)('DELETE', `users/${admin.userId}`)).toBe(200)
  await goneToo
})

test('a socket ends with its token', async () => {
  await api.stores.db.prisma.session.updateMany({
    where: { userId: person.userId },
    data: { expiresAt: new Date(Date.now() + 1_500) },
  })
  await left(await listening(here, person.token))
  expect(await refusal(open(here, person.token))).toContain('token')
})

test('the server chooses the rooms: nobody hears or watches another workspace', async () => {
  const stranger = await api.person()
  const { id: campaignId } = await insertCampaign(api.stores.db, { workspaceId: owner.workspaceId })
  const theirs = await listening(here, stranger.token)
  const ours = await listening(here, owner.token)
  const heard: unknown[] = []
  theirs.onAny((...event) => heard.push(event))
  expect(await theirs.emitWithAck('campaign:watch', { campaignId })).toMatchObject({ ok: false })
  expect(await ours.emitWithAck('campaign:watch', { campaignId })).toEqual({ ok: true })

  const live = createLiveEvents({ redis: api.stores.redis.client, log: api.stores.log })
  const pausedAt = new Date(0).toISOString()
  const told = new Promise((resolve) => ours.once('campaign:paused', resolve))
  live.publish({ workspaceId: owner.workspaceId, campaignId }, 'campaign:paused', { campaignId, pausedAt })
  expect(await told).toEqual({ campaignId, pausedAt })
  const marker = new Promise((resolve) => theirs.once('device:status', resolve))
  live.publish({ workspaceId: stranger.workspaceId }, 'device:status', { deviceId: campaignId, status: 'online' })
  await marker
  expect(heard).toEqual([['device:status', { deviceId: campaignId, status: 'online' }]])
})

test('a page of a foreign origin gets no socket, whatever its token', async () => {
  const from = (origin: string) => open(here, owner.token, { extraHeaders: { origin } })
  await refusal(from('https://evil.example.com'))
  const listed = from('https://app.example.com')
  await new Promise<void>((resolve) => listed.once('connect', resolve))
})
