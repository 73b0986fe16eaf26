import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { FIRST_STEP_DELAY_MINUTES, isTimeOfDay, planJourney, STEP_DELAY_MINUTES } from './journeys.js'

const MINUTE_MS = 60_000
const BERLIN = 'Europe/Berlin'

const step = (delayMinutes: number, at: string | null = null) => ({ delayMinutes, at })
const plan = (enrolledAt: string, zone: string, steps: ReturnType<typeof step>[]) =>
  planJourney(steps, new Date(enrolledAt), zone).map((instant) => instant.toISOString().replace(':00.000Z', 'Z'))

test('five minutes after enrolment, and then every 24 hours, is what is meant when nothing is said', () => {
  const steps = [step(FIRST_STEP_DELAY_MINUTES), step(STEP_DELAY_MINUTES), step(STEP_DELAY_MINUTES)]
  expect(plan('2026-11-20T01:00:00Z', 'Asia/Kuala_Lumpur', steps)).toEqual([
    '2026-11-20T01:05Z',
    '2026-11-21T01:05Z',
    '2026-11-22T01:05Z',
  ])
})

test('a journey without steps has no instants', () => {
  expect(plan('2026-11-20T01:00:00Z', 'UTC', [])).toEqual([])
})

describe('a step that names a time of day', () => {
  test('goes at it on the wall clock of the zone, the first time after its delay', () => {
    // 09:00 in Kuala Lumpur is 01:00 UTC; enrolled at 10:00 there, an hour too late for today.
    const zone = 'Asia/Kuala_Lumpur'
    expect(plan('2026-11-20T02:00:00Z', zone, [step(5, '09:00')])).toEqual(['2026-11-21T01:00Z'])
    expect(plan('2026-11-20T02:00:00Z', zone, [step(5, '10:30')])).toEqual(['2026-11-20T02:30Z'])
    // 23:30 UTC is 07:30 of the next day there.
    expect(plan('2026-11-20T23:30:00Z', zone, [step(0, '07:00')])).toEqual(['2026-11-21T23:00Z'])
    expect(plan('2026-11-20T23:30:00Z', zone, [step(0, '08:00')])).toEqual(['2026-11-21T00:00Z'])
  })

  test('goes at once when its delay ends just then, and a second later waits a day', () => {
    expect(plan('2026-11-20T08:55:00Z', 'UTC', [step(5, '09:00')])).toEqual(['2026-11-20T09:00Z'])
    expect(plan('2026-11-20T08:55:01Z', 'UTC', [step(5, '09:00')])).toEqual(['2026-11-21T09:00Z'])
  })

  test('over a weekend, each delay is counted from the step before, not from enrolment', () => {
    // Friday 17:00 in Kuala Lumpur.
    const steps = [step(5), step(1_440, '09:00'), step(1_440, '09:00'), step(1_440, '20:00'), step(60)]
    expect(plan('2026-11-20T09:00:00Z', 'Asia/Kuala_Lumpur', steps)).toEqual([
      '2026-11-20T09:05Z', // Friday 17:05
      '2026-11-22T01:00Z', // Saturday 17:05 is too late for 09:00: Sunday 09:00
      '2026-11-23T01:00Z', // Monday 09:00
      '2026-11-24T12:00Z', // Tuesday 20:00
      '2026-11-24T13:00Z', // Tuesday 21:00
    ])
  })
})

describe('when Berlin changes to summer time, on 29 March 2026 from 02:00 to 03:00', () => {
  test('a time of day stays what the clock on the wall shows', () => {
    const daily = [step(0, '09:00'), step(60, '09:00'), step(60, '09:00')]
    expect(plan('2026-03-27T12:00:00Z', BERLIN, daily)).toEqual([
      '2026-03-28T08:00Z',
      '2026-03-29T07:00Z',
      '2026-03-30T07:00Z',
    ])
  })

  test('24 hours are 24 hours: the clock shows one more', () => {
    // 09:00 in winter time, 10:00 in summer time.
    expect(plan('2026-03-28T08:00:00Z', BERLIN, [step(1_440)])).toEqual(['2026-03-29T08:00Z'])
  })

  test('24 hours end after 09:00 on that day, so that a step at 09:00 waits for the next', () => {
    expect(plan('2026-03-28T08:00:00Z', BERLIN, [step(1_440, '09:00')])).toEqual(['2026-03-30T07:00Z'])
  })

  test('a time that is skipped is the one just after it, on that day alone', () => {
    const daily = [step(0, '02:30'), step(60, '02:30'), step(60, '02:30')]
    expect(plan('2026-03-27T12:00:00Z', BERLIN, daily)).toEqual([
      '2026-03-28T01:30Z',
      '2026-03-29T01:30Z', // 03:30
      '2026-03-30T00:30Z',
    ])
    // 03:10, when the time that was skipped is yet to come, and 03:40, when it is over.
    expect(plan('2026-03-29T01:10:00Z', BERLIN, [step(0, '02:30')])).toEqual(['2026-03-29T01:30Z'])
    expect(plan('2026-03-29T01:40:00Z', BERLIN, [step(0, '02:30')])).toEqual(['2026-03-30T00:30Z'])
  })
})

describe('when Berlin changes back to winter time, on 25 October 2026 from 03:00 to 02:00', () => {
  test('a time of day stays what the clock on the wall shows', () => {
    const daily = [step(0, '09:00'), step(60, '09:00'), step(60, '09:00')]
    expect(plan('2026-10-23T12:00:00Z', BERLIN, daily)).toEqual([
      '2026-10-24T07:00Z',
      '2026-10-25T08:00Z',
      '2026-10-26T08:00Z',
    ])
  })

  test('24 hours are 24 hours: they end at 08:00, and a step at 09:00 still goes on that day', () => {
    expect(plan('2026-10-24T07:00:00Z', BERLIN, [step(1_440)])).toEqual(['2026-10-25T07:00Z'])
    expect(plan('2026-10-24T07:00:00Z', BERLIN, [step(1_440, '09:00')])).toEqual(['2026-10-25T08:00Z'])
  })

  test('of a time that comes twice it is the first', () => {
    expect(plan('2026-10-24T12:00:00Z', BERLIN, [step(0, '02:30')])).toEqual(['2026-10-25T00:30Z'])
  })

  test('a delay that ends between the two is in time for the second', () => {
    expect(plan('2026-10-25T00:31:00Z', BERLIN, [step(0, '02:30')])).toEqual(['2026-10-25T01:30Z'])
    expect(plan('2026-10-25T01:31:00Z', BERLIN, [step(0, '02:30')])).toEqual(['2026-10-26T01:30Z'])
  })
})

describe('zones with changes of their own kind', () => {
  test('Lord Howe moves its clocks by half an hour', () => {
    // 4 October 2026: 02:00 to 02:30. 5 April 2026: 02:00 back to 01:30.
    expect(plan('2026-10-03T12:00:00Z', 'Australia/Lord_Howe', [step(0, '02:15')])).toEqual(['2026-10-03T15:45Z'])
    expect(plan('2026-04-04T12:00:00Z', 'Australia/Lord_Howe', [step(0, '01:45')])).toEqual(['2026-04-04T14:45Z'])
    expect(plan('2026-04-04T14:46:00Z', 'Australia/Lord_Howe', [step(0, '01:45')])).toEqual(['2026-04-04T15:15Z'])
  })

  test('where summer time begins over midnight, no day is left out', () => {
    // Nuuk, 28 March 2026: from 23:00 to 00:00 of the 29th.
    expect(plan('2026-03-28T01:30:00Z', 'America/Nuuk', [step(0, '09:00')])).toEqual(['2026-03-28T11:00Z'])
  })

  test('where clocks were put back over midnight, the evening that came again counts', () => {
    // St. John's, 1 November 2009: at 00:01 (02:31 UTC) back to 23:01 of 31 October.
    expect(plan('2009-11-01T02:30:30Z', 'America/St_Johns', [step(0, '23:30')])).toEqual(['2009-11-01T03:00Z'])
  })

  test('a day that a zone left out is the day after it', () => {
    // Samoa went from 29 to 31 December 2011.
    const daily = [step(0, '09:00'), step(1, '09:00'), step(1, '09:00')]
    expect(plan('2011-12-29T12:00:00Z', 'Pacific/Apia', daily)).toEqual([
      '2011-12-29T19:00Z',
      '2011-12-30T19:00Z',
      '2011-12-31T19:00Z',
    ])
  })
})

const zones = [
  'UTC',
  'Asia/Kuala_Lumpur',
  'Asia/Jakarta',
  BERLIN,
  'America/New_York',
  'America/Nuuk',
  'America/St_Johns',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Australia/Lord_Howe',
] as const
const zone = fc.constantFrom(...zones)
const twoDigits = (n: number) => String(n).padStart(2, '0')
const timeOfDay = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${twoDigits(hour)}:${twoDigits(minute)}`)
/** Times of the night come often, as clocks change then. */
const at = fc.oneof(
  timeOfDay,
  timeOfDay.map((time) => `0${Number(time[1]) % 4}${time.slice(2)}`),
)
const journey = fc.array(fc.record({ delayMinutes: fc.nat(4_000), at: fc.option(at) }), { minLength: 1, maxLength: 8 })
/** Every other one within three days of a change of Berlin's clocks. */
const enrolledAt = fc.oneof(
  fc.date({ min: new Date('2000-01-01'), max: new Date('2036-01-01'), noInvalidDate: true }),
  fc
    .tuple(fc.constantFrom('2026-03-29T01:00Z', '2026-10-25T01:00Z'), fc.integer({ min: -4_320, max: 60 }))
    .map(([change, minutes]) => new Date(Date.parse(change) + minutes * MINUTE_MS)),
)

/** The wall clock, asked of the platform and not of the library that is being tested. */
const clocks = new Map(
  zones.map((timeZone) => {
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    return [timeZone, (instant: number) => clock.format(instant)] as const
  }),
)
const shown = (name: (typeof zones)[number], instant: number) => clocks.get(name)!(instant)

describe('whatever the steps, the zone and the day', () => {
  test('an instant for each step, none before its delay is over, each after the one before', () => {
    fc.assert(
      fc.property(journey, enrolledAt, zone, (steps, from, name) => {
        const instants = planJourney(steps, from, name).map((instant) => instant.getTime())
        expect(instants).toHaveLength(steps.length)
        steps.forEach(({ delayMinutes, at }, n) => {
          const due = (n === 0 ? from.getTime() : instants[n - 1]!) + delayMinutes * MINUTE_MS
          if (at === null) expect(instants[n]).toBe(n > 0 && delayMinutes === 0 ? due + 1 : due)
          else expect(instants[n]).toBeGreaterThanOrEqual(due)
          if (n > 0) expect(instants[n]).toBeGreaterThan(instants[n - 1]!)
        })
      }),
    )
  })

  test('the clock shows the time that was asked for, unless it never showed it that day', () => {
    fc.assert(
      fc.property(at, enrolledAt, zone, (time, from, name) => {
        const [instant] = planJourney([step(0, time)], from, name)
        const found = instant!.getTime()
        expect(found % MINUTE_MS).toBe(0)
        if (shown(name, found) === time) return
        // Skipped: a minute is missing between the time asked for and the one shown, an hour (half of one, Lord Howe) ago.
        const jump = (minutesOf(shown(name, found)) - minutesOf(time) + 1_440) % 1_440
        expect([30, 60]).toContain(jump)
        const night = Array.from({ length: 240 }, (_, n) => shown(name, found - n * MINUTE_MS))
        expect(night).not.toContain(time)
        expect(night.some((now, n) => n > 0 && (minutesOf(night[n - 1]!) - minutesOf(now) + 1_440) % 1_440 > 1)).toBe(
          true,
        )
      }),
      { numRuns: 300 },
    )
  })

  test('it is the first such time: no minute between the delay and it shows it', () => {
    fc.assert(
      fc.property(at, enrolledAt, zone, (time, from, name) => {
        const [instant] = planJourney([step(0, time)], from, name)
        const first = Math.ceil(from.getTime() / MINUTE_MS) * MINUTE_MS
        for (let minute = first; minute < instant!.getTime(); minute += MINUTE_MS)
          if (shown(name, minute) === time) throw new Error(`${new Date(minute).toISOString()} shows ${time} already`)
      }),
      { numRuns: 60 },
    )
  })

  test('a journey can be planned on from any of its steps', () => {
    fc.assert(
      fc.property(journey, enrolledAt, zone, fc.nat(8), (steps, from, name, cut) => {
        const whole = planJourney(steps, from, name)
        const head = whole.slice(0, cut)
        expect([...head, ...planJourney(steps.slice(cut), head.at(-1) ?? from, name)]).toEqual(whole)
      }),
    )
  })
})

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

test('what cannot be planned is refused with a sentence that names the step', () => {
  const from = new Date('2026-11-20T01:00:00Z')
  const refusal = (steps: ReturnType<typeof step>[], zone = 'UTC') => {
    return expect(() => planJourney(steps, from, zone))
  }
  refusal([step(0), step(-1)]).toThrow(new RangeError('Step 2: -1 minutes is not a delay'))
  refusal([step(Number.NaN)]).toThrow(new RangeError('Step 1: NaN minutes is not a delay'))
  refusal([step(1e300)]).toThrow(new RangeError('Step 1: 1e+300 minutes is not a delay'))
  refusal([step(5, '9:00')]).toThrow(new RangeError('Step 1: "9:00" is not a time of day (HH:MM)'))
  refusal([step(5)], 'Asia/Nowhere').toThrow(new RangeError('"Asia/Nowhere" is not a time zone'))
  expect(() => planJourney([], new Date('?'), 'UTC')).toThrow(/not an instant/)
})

test('a time of day is written HH:MM', () => {
  expect(['00:00', '09:00', '19:59', '23:59'].every(isTimeOfDay)).toBe(true)
  expect(['', '9:00', '24:00', '23:60', '09:00:00', ' 09:00', '09:00\n', '0９:00', '9am'].some(isTimeOfDay)).toBe(false)
})
