import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createFakeClock } from '../test/fake-clock.js'
import { createAgenda } from './agenda.js'

describe('the agenda', () => {
  test('what is planned happens in the order of its time, and at the same time in the order of its planning', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 50 })), (delays) => {
        const clock = createFakeClock()
        const agenda = createAgenda(clock)
        const happened: [number, number][] = []
        for (const [index, delay] of delays.entries()) agenda.after(delay, () => happened.push([delay, index]))
        clock.pass(50)
        const expected = delays.map((delay, index): [number, number] => [delay, index])
        expect(happened).toEqual(expected.sort((a, b) => a[0] - b[0] || a[1] - b[1]))
      }),
    )
  })

  test('a thousand plans arm one timer', () => {
    const clock = createFakeClock()
    const agenda = createAgenda(clock)
    for (let index = 0; index < 1000; index += 1) agenda.after(1000 - index, () => {})
    expect(clock.armed).toBe(1)
    expect(agenda.size).toBe(1000)
    clock.pass(1000)
    expect(clock.armed).toBe(0)
  })

  test('a plan that makes a plan has it done in its turn', () => {
    const clock = createFakeClock()
    const agenda = createAgenda(clock)
    const happened: number[] = []
    const start = clock.now()
    const step = () => {
      happened.push(clock.now() - start)
      if (happened.length < 3) agenda.after(10, step)
    }
    agenda.after(10, step)
    clock.pass(100)
    expect(happened).toEqual([10, 20, 30])
  })

  test('after it is cleared nothing happens any more', () => {
    const clock = createFakeClock()
    const agenda = createAgenda(clock)
    agenda.after(1, () => {
      throw new Error('this was taken back')
    })
    agenda.clear()
    clock.pass(10)
    expect(clock.armed).toBe(0)
  })

  test('a plan that throws does not stop the others', () => {
    const clock = createFakeClock()
    const agenda = createAgenda(clock)
    const happened: string[] = []
    agenda.after(1, () => {
      throw new Error('broken')
    })
    agenda.after(2, () => happened.push('the other'))
    expect(() => clock.pass(1)).toThrow('broken')
    clock.pass(1)
    expect(happened).toEqual(['the other'])
  })
})
