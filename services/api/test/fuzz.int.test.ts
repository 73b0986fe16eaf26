import { Agent, request } from 'node:http'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createAnswerCheck } from '@siaran/testkit'
import fc from 'fast-check'
import { newId } from '../src/new-id.js'
import { mintToken } from '../src/token.js'
import { type FuzzRequest, fuzzRequests, idMark } from './fuzz-requests.js'
import { markWorkspace, workspaceDigest } from './mark-workspace.js'
import { openApi, type Person, type TestApi } from './open-api.js'
import { type ApiProcess, openApiProcess } from './open-process.js'
import { collectionsOf, isGuarded, makeObject, type Operation, operationsOf, type Part } from './operations.js'

const REQUESTS = Number(process.env.SIARAN_FUZZ_REQUESTS ?? 6_000)
const SEED = Number(process.env.SIARAN_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))
const AT_ONCE = 12
/** Campaigns move on and things are deleted: after so many requests there are new ones. */
const RENEW_EVERY = 50
/** In every text of the other workspace, and in no request. */
const MARKER = 'nobody-elses-business'

let api: TestApi
let running: ApiProcess
let operations: Operation[]
let owner: Person
let stranger: Person
let viewer: Person
let key: string
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
const ids = { own: new Map<string, string>(), other: new Map<string, string>() }

const collections = () => [...new Set(operations.flatMap(({ path }) => collectionsOf(path)))]

beforeAll(async () => {
  api = await openApi()
  operations = operationsOf(api)
  owner = await api.person()
  viewer = await api.person('viewer', owner.workspaceId)
  stranger = await api.person()
  key = (await owner.call('POST', 'api-keys', { name: 'fuzz', scopes: ['admin'] })).body.data.key
  for (const collection of collections()) ids.other.set(collection, await makeObject(api, stranger, collection))
  // Whoever has it is the gateway; nobody else's gateway is somebody who only tries.
  ids.other.set('deviceToken', 'NobodyWasEverGivenThisTokenOfAGatewayDevice')
  await markWorkspace(api.stores.db, stranger.workspaceId, MARKER)
  await renew()
  running = await openApiProcess(api.stores, {
    SIARAN_SECRET_KEY: api.deps.config.SIARAN_SECRET_KEY.map((key) => key.toString('base64')).join(),
    LOG_LEVEL: 'info',
  })
}, 120_000)
afterAll(async () => {
  agent.destroy()
  await running?.stop()
  await api?.close()
})

/** States of the campaign in turn, so that each action is allowed now and then: of 10,000 requests ten or more. */
const campaignStates = ['draft', 'running', 'draft', 'paused', 'draft', 'scheduled'] as const
let renewals = 0

async function renew(): Promise<void> {
  for (const collection of collections()) ids.own.set(collection, await makeObject(api, owner, collection))
  await renewSequence()
  const now = new Date()
  await api.stores.db.prisma.campaign.update({
    where: { id: ids.own.get('campaigns')! },
    data: {
      status: campaignStates[renewals++ % campaignStates.length]!,
      scheduledAt: now,
      startedAt: now,
      pausedAt: now,
    },
  })
}

/** And of the sequence; while it is active, the lead is on its way in it. */
const sequenceStates = ['running', 'draft', 'running', 'paused'] as const

async function renewSequence(): Promise<void> {
  const id = ids.own.get('sequences')!
  await owner.call('POST', `sequences/${id}/enroll`, { leadIds: [ids.own.get('leads')] })
  const status = sequenceStates[renewals % sequenceStates.length]!
  await api.stores.db.prisma.campaign.update({ where: { id }, data: { status, pausedAt: new Date() } })
}

/** A login that the limiter has no say in: the fuzz tries passwords as well. */
async function logInAgain(): Promise<void> {
  const id = await newId(api.stores.db)
  const { token, hash: tokenHash } = mintToken('srs', id)
  const expiresAt = new Date(Date.now() + 3_600_000)
  await api.stores.db.prisma.session.create({ data: { id, userId: owner.userId, tokenHash, expiresAt } })
  owner.token = token
}

interface RawAnswer {
  status: number
  contentType: string | null
  text: string
}

function send({ method, address, headers, body, binary }: FuzzRequest, token: string | null): Promise<RawAnswer> {
  const content = body === null ? undefined : Buffer.from(body, binary ? 'latin1' : 'utf8')
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${running.url}${address}`,
      {
        agent,
        method,
        headers: {
          ...headers,
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...(content && { 'content-length': content.length }),
        },
      },
      (incoming) => {
        const pieces: Buffer[] = []
        incoming.on('data', (piece: Buffer) => pieces.push(piece))
        incoming.on('error', reject)
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode!,
            contentType: incoming.headers['content-type'] ?? null,
            text: Buffer.concat(pieces).toString('utf8'),
          }),
        )
      },
    )
    outgoing.on('error', reject)
    outgoing.end(content)
  })
}

/** The request with the objects that live now in the places of its marks. */
function withIds(asked: FuzzRequest): FuzzRequest {
  const fill = (text: string) =>
    text.replace(idMark, (_, whose: 'own' | 'other', collection: string) => ids[whose].get(collection)!)
  return { ...asked, address: fill(asked.address), body: asked.body && fill(asked.body) }
}

/** A table of a campaign that another request has deleted meanwhile breaks off, so that nobody takes it for the whole. */
async function brokeOffRightly({ address }: FuzzRequest, err: unknown): Promise<boolean> {
  const [campaign] = address.split('/receipt')
  if (!address.includes('/receipt?') || (err as Error).message !== 'aborted') return false
  const { id } = /\/campaigns\/(?<id>[0-9a-f-]{36})$/.exec(campaign!)?.groups ?? {}
  return id !== undefined && (await api.stores.db.prisma.campaign.findUnique({ where: { id } })) === null
}

test(`no request of ${REQUESTS} makes a 5xx, an answer that is not promised, or shows or changes what belongs to others`, async () => {
  process.stderr.write(`fuzz: SIARAN_FUZZ_SEED=${SEED} SIARAN_FUZZ_REQUESTS=${REQUESTS}\n`)
  const { db } = api.stores
  const document = api.app.swagger() as Part
  const assertPromised = createAnswerCheck(document)
  const before = await workspaceDigest(db, stranger.workspaceId)
  const requests = fc.sample(fuzzRequests(operations, document.components.schemas), { seed: SEED, numRuns: REQUESTS })
  const othersIds = [...ids.other.values(), stranger.workspaceId, stranger.userId]
  const faults: string[] = []
  const statuses = new Map<string, Map<number, number>>()

  const tryOne = async (asked: FuzzRequest, number: number) => {
    const filled = withIds(asked)
    const tokens = { owner: owner.token, key, viewer: viewer.token, nobody: null, garbage: 'garbage' }
    const fault = (what: string) =>
      void faults.push(`request ${number} of seed ${SEED}: ${what}\n${JSON.stringify(filled).slice(0, 1_500)}`)
    try {
      const { status, contentType, text } = await send(filled, tokens[filled.sender])
      const counts = statuses.get(asked.operation) ?? new Map<number, number>()
      statuses.set(asked.operation, counts.set(status, (counts.get(status) ?? 0) + 1))
      if (status >= 500) fault(`answered ${status}`)
      if (text.includes(MARKER)) fault(`shows another workspace's data: ${text.slice(0, 1_500)}`)
      const written = `${filled.address}${filled.body}`
      const shown = othersIds.filter((id) => text.includes(id) && !written.includes(id))
      if (shown.length > 0) fault(`shows another workspace's ids ${shown}: ${text.slice(0, 1_500)}`)
      if (status === 401 && filled.sender === 'owner' && !filled.address.includes('/auth/login')) await logInAgain()
      const body = contentType?.startsWith('application/json') && text !== '' ? JSON.parse(text) : text
      assertPromised({ method: filled.method, path: filled.address, status, contentType, body })
    } catch (err) {
      if (!(await brokeOffRightly(filled, err))) fault(String(err).slice(0, 1_500))
    }
  }

  for (let start = 0; start < requests.length && faults.length < 20 && running.isAlive(); start += RENEW_EVERY) {
    const waiting = requests.slice(start, start + RENEW_EVERY).entries()
    const worker = async () => {
      for (const [place, asked] of waiting) await tryOne(asked, start + place)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    await renew()
  }

  expect([faults, running.errors]).toEqual([[], []])
  expect([running.isAlive(), running.errors]).toEqual([true, []])
  expect(await workspaceDigest(db, stranger.workspaceId)).toEqual(before)
  await logInAgain()
  const { status, text } = await send(
    { operation: '', sender: 'owner', method: 'GET', address: '/api/v1/auth/me', headers: {}, body: null },
    owner.token,
  )
  expect([status, JSON.parse(text).data.user.id]).toEqual([200, owner.userId])

  // A fuzz that is refused at the door tries nothing: each guarded operation has to have answered well, and refused something.
  if (REQUESTS < 5_000) return
  const idle = operations
    .filter(isGuarded) // a login is a guess
    .map(({ name }) => ({ name, seen: [...(statuses.get(name)?.keys() ?? [])] }))
    .filter(({ seen }) => !seen.some((code) => code < 300 || code === 409) || !seen.some((code) => code >= 400))
    .map(({ name, seen }) => `${name} only ever answered ${seen}: give its body an example that works`)
  expect(idle).toEqual([])
}, 900_000)
