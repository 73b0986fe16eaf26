import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { HOUR_MS, LEASE_MS } from '@siaran/domain'
import { type Asked, readArguments } from './arguments.js'
import { costOf, costs } from './costs.js'
import { demandsOf, firstBottleneck } from './demand.js'
import { SimulatedDevice } from './device.js'
import { Distribution } from './distribution.js'
import { Heap } from './heap.js'
import { reportOf } from './report.js'
import { runScenario } from './run-scenario.js'
import { World } from './world.js'

afterEach(() => {
  jest.restoreAllMocks()
})

const asking = (line: string): Asked => {
  const asked = readArguments(line.split(' ').filter(Boolean))
  if ('complaints' in asked) throw new Error(asked.complaints.join('\n'))
  return asked
}

/** The instants at which each device began to send, in their order. */
function watchBeginnings(): () => Map<number, number[]> {
  const begin = jest.spyOn(SimulatedDevice.prototype, 'begin')
  return () => {
    const all = new Map<number, number[]>()
    for (const [n, [at]] of begin.mock.calls.entries()) {
      const { id } = begin.mock.contexts[n] as SimulatedDevice
      if (!all.has(id)) all.set(id, [])
      all.get(id)!.push(at)
    }
    return all
  }
}

describe('a small fleet, with a death and an update', () => {
  const line = '--devices 60 --capacity 30 --senders 4 --rate 60 --latency-ms 800 --messages 120 --seconds 10 --seed 7'

  test('sends every message once, or leaves it in doubt in the hands that died', () => {
    const beginnings = watchBeginnings()
    const asked = asking(line)
    const { world, unconfirmed } = runScenario(asked)
    expect(world.sent + unconfirmed).toBe(60 * 120)
    expect(unconfirmed).toBeGreaterThan(0)
    expect(unconfirmed).toBeLessThanOrEqual(30)
    const begunBy = beginnings()
    for (const device of world.devices) {
      expect([device.pending, device.queue.length, device.held]).toEqual([0, 0, 0])
      const begun = begunBy.get(device.id)!.length
      expect(begun).toBeGreaterThanOrEqual(device.sent)
      expect(begun).toBeLessThanOrEqual(120)
    }
  })

  test('no device begins two sends nearer than its campaign allows, whoever owns it', () => {
    const beginnings = watchBeginnings()
    runScenario(asking(line))
    const gaps = [...beginnings().values()].flatMap((all) => all.slice(1).map((at, n) => at - all[n]!))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000 - 1e-6)
  })

  test('in the end each device has one owner, who holds its lease', () => {
    const { world } = runScenario(asking(line))
    const owners = world.senders.flatMap(({ served }) => [...served])
    expect(owners).toHaveLength(60)
    expect(new Set(owners).size).toBe(60)
    expect(world.devices.every(({ owner }) => owner?.alive)).toBe(true)
  })

  test('a dead sender’s devices come back when their leases have ended, and not before', () => {
    const { ownedAfterDeath } = runScenario(asking(line))
    expect(ownedAfterDeath! * 1_000).toBeGreaterThan(LEASE_MS - 3_500)
    expect(ownedAfterDeath! * 1_000).toBeLessThan(LEASE_MS + 3_000)
  })

  test('equal seeds give equal runs, and another one another', () => {
    const report = (seed: number) => {
      const asked = asking(`${line} --seed ${seed}`)
      return reportOf(asked, runScenario(asked))
    }
    expect(report(7)).toBe(report(7))
    expect(report(8)).not.toBe(report(7))
  })
})

test('a message whose claim was on its way when its sender died is in doubt, and not sent by the next', () => {
  const world = new World(asking('--devices 3 --capacity 3 --senders 2 --seed 1'))
  const sender = world.startSender()
  const claimed = () => world.devices.find(({ inHand }) => inHand === 'claimed')
  world.clock.run(() => claimed() !== undefined, 60_000)
  const device = claimed()!
  const [slot, next] = device.queue
  sender.kill()
  expect(world.unconfirmed).toBe(1)
  expect(device.queue[0]).toBe(next)
  expect(device.queue).not.toContain(slot)
})

test('the ceiling of an hour holds in any hour, and keeps nothing from being sent', () => {
  const beginnings = watchBeginnings()
  const { world } = runScenario(
    asking('--devices 5 --capacity 5 --senders 2 --rate 20 --per-hour 30 --messages 70 --seed 3'),
  )
  expect(world.sent + world.unconfirmed).toBe(5 * 70)
  for (const all of beginnings().values())
    for (const [n, at] of all.entries()) if (n >= 30) expect(at - all[n - 30]!).toBeGreaterThanOrEqual(HOUR_MS - 1_000)
})

test('what is too little is named: one worker cannot find room for 100,000 devices', () => {
  const demands = demandsOf(asking('--devices 100000 --workers 1'))
  expect(firstBottleneck(demands).what).toBe('dispatchers: turns one after the other')
  expect(firstBottleneck(demandsOf(asking('--devices 1000 --sends-at-once 1'))).what).toBe(
    'a sender’s hand-overs at once',
  )
})

describe('what the command line asks for', () => {
  test('is repeated by the line that is printed', () => {
    const { again, ...asked } = asking('--devices 70 --rate 5 --seed 9')
    expect(again).toBe('npm run simulate -- --seed 9 --devices 70 --rate 5')
    expect(asking(again.replace('npm run simulate -- ', ''))).toEqual({ ...asked, again })
  })

  test.each([
    ['--devices 0', '--devices wants a number from 1 to 1000000'],
    ['--devices many', '--devices wants a number from 1 to 1000000'],
    ['--devices 2.5', '--devices wants a whole number'],
    ['--rate -3', /rate/],
    ['--transport telegram', 'There is no transport telegram; there are whatsapp_web, wablas, whacenter, simulator'],
    ['--min-delay 5', '--min-delay must not be more than --max-delay'],
    ['--devices 5000 --senders 2', '2 senders of 1000 devices cannot hold 5000'],
    ['--speed 3', /Unknown option/],
    ['fast', /fast/],
  ])('%s is refused with a sentence', (line, sentence) => {
    const asked = readArguments(line.split(' '))
    expect(asked).toEqual({ complaints: [typeof sentence === 'string' ? sentence : expect.stringMatching(sentence)] })
  })
})

test('what a fleet asks of its stores is what docs/performance.md says that it was', () => {
  const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'performance.md'), 'utf8')
  const measured = (what: string) => {
    const row = page.split('\n').find((line) => line.startsWith(`| ${what} |`))
    return Number(row?.split('|')[2]?.replace(/[^\d.]/g, ''))
  }
  const byDevices = (what: string) =>
    ([1_000, 10_000, 100_000] as const).map((devices) => [
      devices,
      measured(`${what}, of ${devices.toLocaleString('en')}`),
    ])
  expect(costs.searchMs).toEqual(byDevices("a dispatcher's search for devices that have room"))
  expect(costs.standingMs).toEqual(byDevices("the fleet's standing, asked by each sender each second"))
  expect(costs.renewMs).toEqual(byDevices('renewal of 1,000 leases'))
  expect(costs.claimDevicesMs).toEqual(byDevices('a claim of 250 devices'))
  expect(costs.redisJobBytes).toBe(measured('Redis memory of a job that waits for its slot'))
  expect(costs.redisQueueBytes).toBe(measured('Redis memory of a device queue'))
})

test('a cost between two measured fleets lies on the line between them', () => {
  const measured = [
    [10, 1],
    [20, 2],
    [40, 8],
  ] as const
  expect([10, 15, 20, 30, 40, 60].map((devices) => costOf(measured, devices))).toEqual([1, 1.5, 2, 5, 8, 14])
  expect(costOf(measured, 1)).toBeCloseTo(0.1)
})

test('a heap gives what was put in by its keys', () => {
  const heap = new Heap<string>()
  for (const [key, item] of [
    [5, 'e'],
    [1, 'a'],
    [4, 'd'],
    [2, 'b'],
    [3, 'c'],
  ] as const)
    heap.push(key, item)
  expect(Array.from({ length: 5 }, () => heap.shift()).join('')).toBe('abcde')
  expect(heap.first).toBeUndefined()
})

test('a quantile is the value that so many do not exceed', () => {
  const times = new Distribution()
  for (let ms = 1; ms <= 100; ms++) times.add(ms)
  expect([times.quantile(0.5), times.quantile(0.99), times.quantile(1)]).toEqual([50, 99, 100])
})
