import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { claimIdempotencyKey } from '@siaran/db'
import { until } from '@siaran/testkit'
import { codeOf, headersOf, type IdempotencyScene, lead, openIdempotencyScene, seen } from './idempotency-scene.js'

let scene: IdempotencyScene
beforeAll(async () => {
  scene = await openIdempotencyScene()
})
afterAll(() => scene.close())
beforeEach(() => scene.begin())

const claimedBefore = async (key: string, secondsAgo: number) => {
  await scene.db.prisma.idempotencyKey.updateMany({
    where: { workspaceId: scene.us.workspaceId, key },
    data: { createdAt: new Date(Date.now() - secondsAgo * 1_000) },
  })
}

/** Nobody writes a lead until `release` is called. */
async function holdLeads() {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let locked: Promise<unknown> = Promise.resolve()
  await new Promise<void>((resolve, reject) => {
    locked = scene.db.prisma.$transaction(
      async (tx) => {
        await tx.$executeRaw`lock table leads in exclusive mode`
        resolve()
        await held
      },
      { timeout: 50_000 },
    )
    locked.catch(reject)
  })
  return async () => {
    release()
    await locked
  }
}

const isClaimed = () =>
  until(
    async () => (await scene.db.prisma.idempotencyKey.count({ where: { workspaceId: scene.us.workspaceId } })) === 1,
    'the first one has the key',
  )

test('409 with Retry-After while the first one is still at work; then its answer', async () => {
  const body = lead()
  const release = await holdLeads()
  const first = scene.post('leads', body, 'k')
  await isClaimed()
  const early = await scene.post('leads', body, 'k')
  expect([...codeOf(early), early.headers.get('retry-after')]).toEqual([409, 'request.in_progress', '5'])
  expect(codeOf(await scene.post('leads', lead(), 'k'))).toEqual([422, 'request.idempotency_mismatch'])

  await claimedBefore('k', 61)
  expect(codeOf(await scene.post('leads', body, 'k'))).toEqual([409, 'request.outcome_unknown'])
  await release()
  const answer = await first
  expect(answer.status).toBe(201)
  expect(seen(await scene.post('leads', body, 'k'))).toEqual({ status: 201, body: answer.body, replayed: 'true' })
})

test('409: a process that died over a request leaves an outcome that is unknown; it is never done again by itself', async () => {
  const body = lead()
  await scene.post('leads', body, 'k')
  await scene.db.prisma.idempotencyKey.updateMany({
    where: { workspaceId: scene.us.workspaceId },
    data: { status: null, answer: null },
  })
  await claimedBefore('k', 61)
  for (let again = 0; again < 2; again++) {
    const answer = await scene.post('leads', body, 'k')
    expect(codeOf(answer)).toEqual([409, 'request.outcome_unknown'])
    expect(answer.body.message).toMatch(/Look whether .* new key/)
  }
  expect(await scene.leads()).toBe(1)
})

test('after 24 hours a key is as good as new, and what the old one was answered is gone', async () => {
  const body = lead()
  const first = await scene.post('leads', body, 'k')
  await claimedBefore('k', 24 * 3_600 - 60)
  expect(seen(await scene.post('leads', body, 'k'))).toEqual({ status: 201, body: first.body, replayed: 'true' })
  await claimedBefore('k', 24 * 3_600 + 1)
  const other = lead()
  const anew = await scene.post('leads', other, 'k')
  expect([anew.status, anew.body.data.id === first.body.data.id]).toEqual([201, false])
  expect(seen(await scene.post('leads', other, 'k'))).toEqual({ status: 201, body: anew.body, replayed: 'true' })
})

test('an old key that many come with at once is claimed anew by one', async () => {
  const { workspaceId, userId } = scene.us
  const scope = { workspaceId, userId, key: 'k' }
  await claimIdempotencyKey(scene.db, scope, Buffer.alloc(32))
  await claimedBefore('k', 25 * 3_600)
  const claims = await Promise.all(
    Array.from({ length: 10 }, () => claimIdempotencyKey(scene.db, scope, Buffer.alloc(32))),
  )
  expect(claims.filter((id) => id !== null)).toHaveLength(1)
})

test('a caller that hangs up gets the answer when it asks again', async () => {
  const body = lead()
  const hanging = new AbortController()
  const release = await holdLeads()
  const gone = scene.api
    .send('/api/v1/leads', {
      method: 'POST',
      headers: headersOf('k', scene.us.token),
      body: JSON.stringify(body),
      signal: hanging.signal,
    })
    .catch((err) => err.name)
  await isClaimed()
  hanging.abort()
  expect(await gone).toBe('AbortError')
  await release()
  const answer = await scene.post('leads', body, 'k')
  expect(seen(answer)).toMatchObject({ status: 201, replayed: 'true' })
  expect(await scene.leads()).toBe(1)
})
