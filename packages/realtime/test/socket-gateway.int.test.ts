import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { type MessageCounts, messageCounts } from '@siaran/contracts'
import { pino } from 'pino'
import { io, type Socket } from 'socket.io-client'
import { createLiveEvents, createSocketGateway, type SocketCaller, type SocketGateway } from '../src/index.js'
import { openBreakableRedis } from './breakable-redis.js'

const log = pino({ level: 'silent' })
const [ours, theirs, ourCampaign, theirCampaign] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
const counts = Object.fromEntries(Object.keys(messageCounts.shape).map((status) => [status, 0])) as MessageCounts
const progressOf = (campaignId: string, progress = 50) => ({
  campaignId,
  status: 'running' as const,
  progress,
  processedCount: 1,
  totalRecipients: 2,
  counts,
})

type Redis = Awaited<ReturnType<typeof openBreakableRedis>>
type Node = { server: Server; gateway: SocketGateway; url: string }
let redis: Redis
let callers: Map<string, SocketCaller>
let nodes: Node[]
let sockets: Socket[]
const unhandled: unknown[] = []
const noteUnhandled = (err: unknown) => void unhandled.push(err)

beforeAll(async () => {
  process.on('unhandledRejection', noteUnhandled)
  redis = await openBreakableRedis()
})
afterAll(async () => {
  await redis.close()
  process.off('unhandledRejection', noteUnhandled)
  expect(unhandled).toEqual([])
})
beforeEach(() => {
  nodes = []
  sockets = []
  callers = new Map([
    ['our-token', { workspaceId: ours, sessionId: 'our-session', expiresAt: null }],
    ['our-other-token', { workspaceId: ours, sessionId: 'our-other-session', expiresAt: null }],
    ['their-token', { workspaceId: theirs, sessionId: 'their-session', expiresAt: null }],
  ])
})
afterEach(() => {
  for (const socket of sockets) socket.disconnect()
  for (const { gateway, server } of nodes) {
    gateway.stop()
    server.close()
  }
})

/** One API process. */
async function openNode(): Promise<Node> {
  const server = createServer((_, response) => void response.end('the API'))
  const gateway = createSocketGateway({
    server,
    redis: redis.connect(),
    origins: ['https://app.example.com'],
    authenticate: async (token) => callers.get(token) ?? null,
    canWatch: async (workspaceId, campaignId) =>
      (workspaceId === ours && campaignId === ourCampaign) || (workspaceId === theirs && campaignId === theirCampaign),
    snapshot: async (_workspaceId, campaignId) => progressOf(campaignId, 12.5),
    log,
  })
  await gateway.start()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const node = { server, gateway, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  nodes.push(node)
  return node
}

/** A client, and everything it has heard. */
function open(node: Node, options: object) {
  const socket = io(node.url, { transports: ['websocket'], reconnection: false, forceNew: true, ...options })
  sockets.push(socket)
  const heard: { name: string; payload: Record<string, unknown> }[] = []
  socket.onAny((name, payload) => heard.push({ name, payload }))
  return { socket, heard }
}

async function openAs(node: Node, token: string, options: object = {}) {
  const client = open(node, { auth: { token }, ...options })
  await new Promise<void>((resolve, reject) => {
    client.socket.once('connect', resolve)
    client.socket.once('connect_error', reject)
  })
  return client
}

const refusalOf = (socket: Socket) =>
  new Promise<Error & { data?: unknown }>((resolve, reject) => {
    socket.once('connect_error', resolve)
    socket.once('connect', () => reject(new Error('it was let in')))
  })

const heardOf = (socket: Socket, name: string) => new Promise<unknown>((resolve) => socket.once(name, resolve))

test('an event of another process reaches everyone of the workspace, on every node, and nobody else', async () => {
  const [first, second] = [await openNode(), await openNode()]
  const us = await openAs(first, 'our-token')
  const alsoUs = await openAs(second, 'our-other-token')
  const them = await openAs(first, 'their-token')
  const live = createLiveEvents({ redis: redis.connect(), log, validate: true })

  const arrived = [heardOf(us.socket, 'device:status'), heardOf(alsoUs.socket, 'device:status')]
  const deviceId = randomUUID()
  live.publish({ workspaceId: ours }, 'device:status', { deviceId, status: 'online' })
  expect(await Promise.all(arrived)).toEqual([
    { deviceId, status: 'online' },
    { deviceId, status: 'online' },
  ])

  const marker = heardOf(them.socket, 'device:status')
  live.publish({ workspaceId: theirs }, 'device:status', { deviceId: theirCampaign, status: 'failed' })
  await marker
  expect(them.heard.map(({ payload }) => payload.deviceId)).toEqual([theirCampaign])
})

test('a watcher, who is in two rooms, hears each event of the campaign once, and where it stands at once', async () => {
  const node = await openNode()
  const us = await openAs(node, 'our-token')
  const first = heardOf(us.socket, 'campaign:progress')
  expect(await us.socket.emitWithAck('campaign:watch', { campaignId: ourCampaign })).toEqual({ ok: true })
  expect(await first).toEqual(progressOf(ourCampaign, 12.5))

  const live = createLiveEvents({ redis: redis.connect(), log, validate: true })
  live.publish({ workspaceId: ours, campaignId: ourCampaign }, 'campaign:progress', progressOf(ourCampaign))
  const marker = heardOf(us.socket, 'campaign:paused')
  live.publish({ workspaceId: ours, campaignId: ourCampaign }, 'campaign:paused', {
    campaignId: ourCampaign,
    pausedAt: new Date(0).toISOString(),
  })
  await marker
  expect(us.heard.map(({ name }) => name)).toEqual(['campaign:progress', 'campaign:progress', 'campaign:paused'])
})

test("another workspace's campaign cannot be watched", async () => {
  const us = await openAs(await openNode(), 'our-token')
  expect(await us.socket.emitWithAck('campaign:watch', { campaignId: theirCampaign })).toEqual({
    ok: false,
    message: 'There is no such campaign',
  })
  const live = createLiveEvents({ redis: redis.connect(), log })
  live.publish({ workspaceId: theirs, campaignId: theirCampaign }, 'campaign:progress', progressOf(theirCampaign))
  const marker = heardOf(us.socket, 'device:status')
  live.publish({ workspaceId: ours }, 'device:status', { deviceId: ours, status: 'online' })
  await marker
  expect(us.heard.map(({ name }) => name)).toEqual(['device:status'])
})

test.each([[{}], [{ campaignId: 'workspace:x' }], [null], [{ campaignId: ourCampaign, room: 'x' }]])(
  'a malformed watch is answered, not obeyed: %j',
  async (payload) => {
    const us = await openAs(await openNode(), 'our-token')
    expect(await us.socket.emitWithAck('campaign:watch', payload)).toMatchObject({ ok: false })
    us.socket.emit('campaign:watch', payload, 'no function')
    expect(await us.socket.emitWithAck('campaign:unwatch', payload)).toMatchObject({ ok: false })
  },
)

test.each([[{}], [{ auth: { token: 'wrong' } }], [{ auth: { token: 7 } }], [{ auth: { token: 'x'.repeat(5_000) } }]])(
  'a bad token is refused: %#',
  async (options) => {
    const { socket } = open(await openNode(), options)
    expect(await refusalOf(socket)).toMatchObject({ data: { code: 'unauthorized' } })
  },
)

test('a bearer header and polling are let in as well', async () => {
  const options = { transports: ['polling'], extraHeaders: { authorization: 'Bearer our-token' }, auth: {} }
  const us = await openAs(await openNode(), '', options)
  expect(us.socket.connected).toBe(true)
})

test('a page of a foreign origin is refused, one of a listed origin is not', async () => {
  const node = await openNode()
  const foreign = open(node, { auth: { token: 'our-token' }, extraHeaders: { origin: 'https://evil.test' } })
  await refusalOf(foreign.socket)
  const listed = await openAs(node, 'our-token', { extraHeaders: { origin: 'https://app.example.com' } })
  expect(listed.socket.connected).toBe(true)
})

test('a token that ends disconnects', async () => {
  const node = await openNode()
  callers.set('brief', { workspaceId: ours, sessionId: 'brief', expiresAt: new Date(Date.now() + 300) })
  const us = await openAs(node, 'brief')
  const left = heardOf(us.socket, 'disconnect')
  expect(await left).toBe('io server disconnect')
})

test('a revoked session is disconnected on every node, the others of the workspace are not', async () => {
  const [first, second] = [await openNode(), await openNode()]
  const here = await openAs(first, 'our-token')
  const there = await openAs(second, 'our-token')
  const other = await openAs(second, 'our-other-token')
  const left = Promise.all([heardOf(here.socket, 'disconnect'), heardOf(there.socket, 'disconnect')])
  first.gateway.disconnectSession('our-session')
  await left
  expect(other.socket.connected).toBe(true)
})

test('a session that is revoked between the handshake and the rooms is disconnected too', async () => {
  const node = await openNode()
  const known = callers.get('our-token')!
  let asked = 0
  callers.get = (token) => {
    if (token !== 'our-token') return undefined
    asked++
    if (asked > 1) return undefined
    queueMicrotask(() => node.gateway.disconnectSession('our-session'))
    return known
  }
  const { socket } = open(node, { auth: { token: 'our-token' } })
  await heardOf(socket, 'disconnect')
  expect(asked).toBe(2)
})

test('the API beside the sockets goes on answering, and stop leaves its server to its owner', async () => {
  const node = await openNode()
  const us = await openAs(node, 'our-token')
  expect(await (await fetch(node.url)).text()).toBe('the API')
  const left = heardOf(us.socket, 'disconnect')
  node.gateway.stop()
  node.gateway.stop()
  await left
  expect(await (await fetch(node.url)).text()).toBe('the API')
  await refusalOf(open(node, { auth: { token: 'our-token' } }).socket)
})

test('while Redis is away nothing is thrown and memory is not filled; when it is back, events flow to the same sockets', async () => {
  const us = await openAs(await openNode(), 'our-token')
  const publisher = redis.connect()
  const live = createLiveEvents({ redis: publisher, log })
  const tell = () => live.publish({ workspaceId: ours }, 'device:status', { deviceId: ours, status: 'online' })
  await publisher.ping()

  redis.shut()
  for (let i = 0; i < 5_000; i++) tell()
  // 20 failed connections: from here on ioredis rejects what is queued.
  for (let failed = 0; failed < 25; failed++) {
    await new Promise((resolve) => publisher.once('reconnecting', resolve))
    tell()
  }
  await redis.reopen()
  const arrived = heardOf(us.socket, 'device:status')
  const again = setInterval(tell, 50)
  await arrived
  clearInterval(again)
  expect(unhandled).toEqual([])
}, 20_000)

test('in tests a payload that the contract does not know fails where it is made', () => {
  const live = createLiveEvents({ redis: redis.connect(), log, validate: true })
  expect(() => live.publish({ workspaceId: ours }, 'device:status', { deviceId: 'x', status: 'online' })).toThrow()
})
