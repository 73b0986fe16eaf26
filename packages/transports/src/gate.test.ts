import { describe, expect, test } from '@jest/globals'
import { createGate } from './gate.js'

describe('the gate', () => {
  test('no more run at once than it is wide, and all get through', async () => {
    const gate = createGate(3)
    let running = 0
    let most = 0
    const work = async (index: number) => {
      running += 1
      most = Math.max(most, running)
      await new Promise(setImmediate)
      running -= 1
      return index
    }
    const results = await Promise.all(Array.from({ length: 20 }, (_, index) => gate(() => work(index))))
    expect(results).toEqual(Array.from({ length: 20 }, (_, index) => index))
    expect(most).toBe(3)
  })

  test('work that fails gives its place up', async () => {
    const gate = createGate(1)
    await expect(gate(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await gate(async () => 'yes')).toBe('yes')
  })
})
