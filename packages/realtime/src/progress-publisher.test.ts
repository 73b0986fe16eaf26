import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import type { LiveEvents } from '@siaran/contracts'
import { pino } from 'pino'
import { createProgressPublisher, type ProgressSnapshot, type SequenceSnapshot } from './progress-publisher.js'

const log = pino({ level: 'silent' })

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

interface SetUp {
  read?: (ids: string[]) => Promise<ProgressSnapshot[]>
  readSequences?: (ids: string[]) => Promise<SequenceSnapshot[]>
}

function setUp(options: SetUp = {}) {
  const begun = performance.now()
  const heard: { at: number; name: string; campaignId: string }[] = []
  const reads: string[][] = []
  const live: LiveEvents = {
    publish: (audience, name) =>
      void heard.push({ at: performance.now() - begun, name, campaignId: audience.campaignId! }),
  }
  const read =
    options.read ??
    (async (ids: string[]) => ids.map((campaignId) => ({ campaignId, workspaceId: 'w' }) as ProgressSnapshot))
  const progress = createProgressPublisher({
    live,
    log,
    read: (ids) => {
      reads.push(ids)
      return read(ids)
    },
    readSequences: options.readSequences ?? (async () => []),
  })
  const told = (campaignId = 'a') =>
    heard.filter((event) => event.name === 'campaign:progress' && event.campaignId === campaignId).map(({ at }) => at)
  return { progress, heard, reads, told }
}

test('the first touch is told within 100 ms, as progress and as stats', async () => {
  const { progress, heard } = setUp()
  progress.touch('a')
  await jest.advanceTimersByTimeAsync(100)
  expect(heard.map(({ name }) => name)).toEqual(['campaign:progress', 'campaign:stats'])
})

test('what is a sequence is told as one, to the workspace alone, and only what is no campaign is asked for as one', async () => {
  const asked: string[][] = []
  const { progress, heard } = setUp({
    read: async (ids) =>
      ids.filter((id) => id === 'a').map((campaignId) => ({ campaignId, workspaceId: 'w' }) as ProgressSnapshot),
    readSequences: async (ids) => {
      asked.push(ids)
      return ids.filter((id) => id === 's').map((sequenceId) => ({ sequenceId, workspaceId: 'w' }) as SequenceSnapshot)
    },
  })
  for (const id of ['a', 's', 'gone']) progress.touch(id)
  await progress.stop()
  expect(heard.map(({ name, campaignId }) => [name, campaignId])).toEqual([
    ['campaign:progress', 'a'],
    ['campaign:stats', 'a'],
    ['sequence:progress', undefined],
  ])
  expect(asked).toEqual([['s', 'gone']])
})

test('ten thousand touches in ten seconds are told once a second, and the last one too', async () => {
  const { progress, told } = setUp()
  for (let ms = 0; ms < 10_000; ms++) {
    progress.touch('a')
    await jest.advanceTimersByTimeAsync(1)
  }
  await jest.advanceTimersByTimeAsync(2_000)
  const times = told()
  expect(times.length).toBe(11)
  expect(times.at(-1)).toBeGreaterThanOrEqual(10_000)
  for (const [i, at] of times.slice(1).entries()) expect(at - times[i]!).toBeGreaterThanOrEqual(950)
})

test('nothing is told while nothing moves', async () => {
  const { progress, told } = setUp()
  progress.touch('a')
  await jest.advanceTimersByTimeAsync(60_000)
  expect(told()).toHaveLength(1)
})

test('many campaigns are read together, also those that began apart', async () => {
  const { progress, reads } = setUp()
  const ids = Array.from({ length: 100 }, (_, i) => `c${i}`)
  for (let ms = 0; ms < 10_000; ms += 10) {
    for (const id of ids.slice(0, ms / 10 + 1)) progress.touch(id)
    await jest.advanceTimersByTimeAsync(10)
  }
  expect(reads.length).toBeLessThanOrEqual(10 * 20)
  expect(reads.flat().length).toBeGreaterThan(900)
})

test('a newcomer does not wait for the beat of the others, however many come', async () => {
  const { progress, told } = setUp()
  progress.touch('a')
  await jest.advanceTimersByTimeAsync(60)
  progress.touch('a')
  progress.touch('b')
  for (let i = 0; i < 10; i++) {
    await jest.advanceTimersByTimeAsync(10)
    progress.touch(`late-${i}`)
  }
  expect(told('b')[0]).toBeLessThanOrEqual(160)
})

test('a read that fails is tried again a second later', async () => {
  let fails = true
  const { progress, told, reads } = setUp({
    read: async (ids) => {
      if (fails) throw new Error('the database is away')
      return ids.map((campaignId) => ({ campaignId, workspaceId: 'w' }) as ProgressSnapshot)
    },
  })
  progress.touch('a')
  await jest.advanceTimersByTimeAsync(100)
  fails = false
  await jest.advanceTimersByTimeAsync(1_000)
  expect(reads).toHaveLength(2)
  expect(told()).toHaveLength(1)
})

test('flush tells at once, after a read that was already under way', async () => {
  const order: string[] = []
  const { progress, told } = setUp({
    read: async (ids) => {
      order.push('begin')
      await new Promise((resolve) => setTimeout(resolve, 200))
      order.push('end')
      return ids.map((campaignId) => ({ campaignId, workspaceId: 'w' }) as ProgressSnapshot)
    },
  })
  progress.touch('a')
  await jest.advanceTimersByTimeAsync(60)
  const flushed = progress.flush('a')
  await jest.advanceTimersByTimeAsync(400)
  await flushed
  expect(order).toEqual(['begin', 'end', 'begin', 'end'])
  expect(told()).toHaveLength(2)
})

test('stop tells what was not told yet, and nothing after', async () => {
  const { progress, told } = setUp()
  progress.touch('a')
  await jest.advanceTimersByTimeAsync(60)
  progress.touch('a')
  await progress.stop()
  await progress.stop()
  progress.touch('a')
  await jest.advanceTimersByTimeAsync(5_000)
  expect(told()).toHaveLength(2)
})

test('a campaign that is gone is told of no more and stops nobody', async () => {
  const { progress, heard, told } = setUp({
    read: async (ids) =>
      ids.filter((id) => id !== 'gone').map((campaignId) => ({ campaignId, workspaceId: 'w' }) as ProgressSnapshot),
  })
  progress.touch('gone')
  progress.touch('a')
  await jest.advanceTimersByTimeAsync(100)
  expect(told('a')).toHaveLength(1)
  expect(heard.some(({ campaignId }) => campaignId === 'gone')).toBe(false)
})
