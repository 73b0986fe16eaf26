import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { JobName } from '@siaran/contracts'
import { createConsumer, createProducer, done, type Handlers, type Producer, snooze } from '@siaran/queue'
import { openTestStores, type TestStores, unknownId, until } from '@siaran/testkit'

let stores: TestStores
let produce: Producer
const open: { stop(): Promise<void> }[] = []

beforeAll(async () => {
  stores = await openTestStores()
})
afterAll(() => stores.close())
beforeEach(async () => {
  await stores.redis.client.flushdb()
  produce = createProducer({ redis: stores.redis.client, log: stores.log, now: Date.now })
})
afterEach(async () => {
  for (const consumer of open.splice(0)) await consumer.stop()
  await produce.close()
})

const givenUp: { name: JobName; payload: unknown; err: Error }[] = []
async function consume(queue: 'campaigns' | 'repair', handlers: Handlers) {
  givenUp.length = 0
  const consumer = createConsumer({
    redis: stores.redis.client,
    log: stores.log,
    now: Date.now,
    queue,
    handlers,
    concurrency: 2,
    onGivenUp: async (name, payload, err) => {
      givenUp.push({ name, payload, err })
    },
  })
  open.push(consumer)
  await consumer.start()
}
const countsOf = async (queue: string) => {
  const found = (await produce.boardQueues()).find(({ name }) => name === `{${queue}}`)
  return found!.getJobCounts('wait', 'delayed', 'active', 'failed', 'completed')
}
const idle = { wait: 0, delayed: 0, active: 0, failed: 0, completed: 0 }

describe('a job of the catalogue', () => {
  test('is handed to its handler with its payload, and leaves Redis when it is done', async () => {
    const campaignId = unknownId()
    const seen: unknown[] = []
    await consume('campaigns', {
      'campaign.expand': async (payload) => {
        seen.push(payload)
        return done()
      },
    })
    await produce.add('campaign.expand', { campaignId })
    await until(() => seen.length === 1, 'the job is handled')
    await until(async () => (await countsOf('campaigns')).active === 0, 'the job is over')
    expect(seen).toEqual([{ campaignId }])
    expect(await countsOf('campaigns')).toEqual(idle)
  })

  test('added twice while it waits is one job; once it is done, the same can be added again', async () => {
    const campaignId = unknownId()
    await produce.add('campaign.expand', { campaignId })
    await produce.add('campaign.expand', { campaignId })
    await produce.add('campaign.close', { campaignId })
    expect((await countsOf('campaigns')).wait).toBe(2)
    let handled = 0
    const count = async () => {
      handled++
      return done()
    }
    await consume('campaigns', { 'campaign.expand': count, 'campaign.close': count })
    await until(async () => handled === 2 && (await countsOf('campaigns')).active === 0, 'both are done')
    await produce.add('campaign.expand', { campaignId })
    await until(() => handled === 3, 'it is done again')
  })

  test('that fails is tried again', async () => {
    let tries = 0
    await consume('campaigns', {
      'campaign.expand': async () => {
        if (++tries === 1) throw new Error('Postgres is away')
        return done()
      },
    })
    await produce.add('campaign.expand', { campaignId: unknownId() })
    await until(() => tries === 2, 'it is tried again')
    expect(givenUp).toEqual([])
  })

  test('that is stopped in the middle is told so', async () => {
    let aborted: AbortSignal | undefined
    await consume('campaigns', {
      'campaign.expand': async (_, signal) => {
        aborted = signal
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        return done()
      },
    })
    await produce.add('campaign.expand', { campaignId: unknownId() })
    await until(() => aborted !== undefined, 'the job has begun')
    expect(aborted!.aborted).toBe(false)
    await open.pop()!.stop()
    expect(aborted!.aborted).toBe(true)
  })
})

describe('what no retry would mend', () => {
  test('a payload that is not valid reaches no handler, is never tried again, and names the field', async () => {
    let handled = 0
    await consume('campaigns', {
      'campaign.expand': async () => {
        handled++
        return done()
      },
    })
    await produce.add('campaign.expand', { campaignId: 'not-an-id' })
    await until(() => givenUp.length === 1, 'the job is given up')
    expect(givenUp[0]!.err.message).toMatch(/^The payload of campaign\.expand is not valid: campaignId: /)
    expect(givenUp[0]!.payload).toEqual({ campaignId: 'not-an-id' })
    expect(handled).toBe(0)
    expect(await countsOf('campaigns')).toEqual(idle)
  })

  test('a payload that carries more than ids is refused too', async () => {
    await consume('campaigns', { 'campaign.expand': async () => done() })
    await produce.add('campaign.expand', { campaignId: unknownId(), text: 'Hi' } as never)
    await until(() => givenUp.length === 1, 'the job is given up')
    expect(givenUp[0]!.err.message).toContain('text')
  })

  test('a job that nobody handles is given up by name', async () => {
    await consume('campaigns', {})
    await produce.add('campaign.close', { campaignId: unknownId() })
    await until(() => givenUp.length === 1, 'the job is given up')
    expect(givenUp[0]!.err.message).toBe('No handler for a job named campaign.close')
  })
})

test('a snooze costs no attempt: a job may wait more often than it may fail', async () => {
  let turns = 0
  await consume('campaigns', {
    'campaign.expand': async () => (++turns <= 8 ? snooze(1) : done()),
  })
  await produce.add('campaign.expand', { campaignId: unknownId() })
  await until(() => turns === 9, 'it has waited eight times')
  await until(async () => (await countsOf('campaigns')).active === 0, 'the job is over')
  expect(await countsOf('campaigns')).toEqual(idle)
  expect(givenUp).toEqual([])
})

describe('a repeatable job', () => {
  test('is one, whoever asks for it and however often', async () => {
    for (let n = 0; n < 3; n++) await produce.repeat('messages.repair', {}, 60_000)
    const { delayed, wait } = await countsOf('repair')
    expect(delayed! + wait!).toBe(1)
  })

  test('goes on after Redis has lost everything, as soon as it is asked for again', async () => {
    let runs = 0
    await consume('repair', {
      'messages.repair': async () => {
        runs++
        return done()
      },
    })
    await produce.repeat('messages.repair', {}, 50)
    await until(() => runs >= 3, 'it repeats')
    await stores.redis.client.flushdb()
    await until(async () => (await countsOf('repair')).active === 0, 'nothing is left of it')
    await stores.redis.client.flushdb()
    const before = runs
    await produce.repeat('messages.repair', {}, 50)
    await until(() => runs >= before + 3, 'it repeats again')
  })
})
