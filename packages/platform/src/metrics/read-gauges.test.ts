import { beforeEach, expect, test } from '@jest/globals'
import { Registry } from 'prom-client'
import { readGauges } from './read-gauges.js'

let registry: Registry
let now: number
let reads: number
let read: () => Promise<number>

beforeEach(() => {
  registry = new Registry()
  now = 0
  reads = 0
  read = async () => 7
})

const gauges = (deadlineMs = 10_000) =>
  readGauges(
    registry,
    {
      everyMs: 10_000,
      deadlineMs,
      elapsed: () => now,
      read: () => {
        reads++
        return read()
      },
    },
    [
      { name: 'plain', help: 'Without labels', samples: (value) => value },
      {
        name: 'labelled',
        help: 'With one',
        labels: ['state'],
        samples: (value) => [{ labels: { state: value > 7 ? 'more' : 'seven' }, value }],
      },
    ],
  )
const scrape = async () =>
  (await registry.metrics())
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .sort()

test('all gauges of a reading are of one reading, and nobody reads without a scrape', async () => {
  gauges()
  expect(reads).toBe(0)
  expect(await scrape()).toEqual(['labelled{state="seven"} 7', 'plain 7'])
  expect(reads).toBe(1)
})

test('however many scrape, it is read once in ten seconds; what a reading does not name is gone', async () => {
  gauges()
  await Promise.all([scrape(), scrape(), scrape()])
  read = async () => 8
  now = 9_999
  expect(await scrape()).toContain('plain 7')
  expect(reads).toBe(1)
  now = 10_000
  expect(await scrape()).toEqual(['labelled{state="more"} 8', 'plain 8'])
  expect(reads).toBe(2)
})

test('a reading that fails leaves no sample behind, and the next one brings them back', async () => {
  gauges()
  await scrape()
  read = async () => {
    throw new Error('the store is away')
  }
  now = 10_000
  expect(await scrape()).toEqual([])
  read = async () => 7
  now = 20_000
  expect(await scrape()).toContain('plain 7')
})

test('a reading that hangs holds up no scrape for longer than its deadline, and no second one begins beside it', async () => {
  gauges(1)
  await scrape()
  let answer = (_: number) => {}
  read = () =>
    new Promise((resolve) => {
      answer = resolve
    })
  now = 10_000
  expect(await scrape()).toEqual([])
  now = 20_000
  expect(await scrape()).toEqual([])
  expect(reads).toBe(2)
  answer(9)
  read = async () => 8
  now = 30_000
  await scrape()
  expect(await scrape()).toContain('plain 8')
})
