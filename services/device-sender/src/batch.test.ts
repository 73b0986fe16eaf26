import { expect, test } from '@jest/globals'
import { createBatch } from './batch.js'

/** A store whose answers come when the test says so. */
function slowStore() {
  const batches: { items: number[]; answer: () => void; fail: (err: Error) => void }[] = []
  let arrived: (() => void) | undefined
  return {
    batches,
    run: (items: number[]) =>
      new Promise<number[]>((resolve, reject) => {
        batches.push({ items, answer: () => resolve(items.map((item) => item * 10)), fail: reject })
        arrived?.()
      }),
    /** The nth batch (from 1), once it has been asked for. */
    async batch(nth: number) {
      while (batches.length < nth)
        await new Promise<void>((resolve) => {
          arrived = resolve
        })
      return batches[nth - 1]!
    },
  }
}

test('what is asked for in one breath goes as one batch, and each gets its own answer', async () => {
  const store = slowStore()
  const ask = createBatch(store.run, { most: 10 })
  const answers = Promise.all([ask(1), ask(2), ask(3)])
  const first = await store.batch(1)
  expect(first.items).toEqual([1, 2, 3])
  first.answer()
  expect(await answers).toEqual([10, 20, 30])
})

test('while one batch is under way the next one gathers', async () => {
  const store = slowStore()
  const ask = createBatch(store.run, { most: 10 })
  const answers = [ask(1)]
  const first = await store.batch(1)
  answers.push(ask(2))
  await new Promise(setImmediate)
  answers.push(ask(3))
  await new Promise(setImmediate)
  expect(store.batches).toHaveLength(1)
  first.answer()
  const second = await store.batch(2)
  expect(second.items).toEqual([2, 3])
  second.answer()
  expect(await Promise.all(answers)).toEqual([10, 20, 30])
})

test('no batch is larger than the most, and none is lost over it', async () => {
  const store = slowStore()
  const ask = createBatch(store.run, { most: 2 })
  const answers = Promise.all([1, 2, 3, 4, 5].map(ask))
  for (const nth of [1, 2, 3]) (await store.batch(nth)).answer()
  expect(await answers).toEqual([10, 20, 30, 40, 50])
  expect(store.batches.map(({ items }) => items)).toEqual([[1, 2], [3, 4], [5]])
})

test('as many batches are under way at once as are allowed', async () => {
  const store = slowStore()
  const ask = createBatch(store.run, { most: 1, atOnce: 2 })
  const answers = Promise.all([1, 2, 3].map(ask))
  await store.batch(2)
  await new Promise(setImmediate)
  expect(store.batches).toHaveLength(2)
  for (const nth of [1, 2, 3]) (await store.batch(nth)).answer()
  expect(await answers).toEqual([10, 20, 30])
})

test('one bad row fails alone: its neighbours are tried again one by one', async () => {
  const asked: number[][] = []
  const ask = createBatch(
    async (items: number[]) => {
      asked.push(items)
      if (items.includes(2)) throw new Error('row 2 is refused')
      return items
    },
    { most: 10 },
  )
  const answers = await Promise.allSettled([1, 2, 3].map(ask))
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(asked).toEqual([[1, 2, 3], [1], [2], [3]])
})

test('after a failure the next request goes on', async () => {
  let away = true
  const ask = createBatch(
    async (items: number[]) => {
      if (away) throw new Error('the store is away')
      return items
    },
    { most: 10 },
  )
  await expect(ask(1)).rejects.toThrow('the store is away')
  away = false
  expect(await ask(2)).toBe(2)
})
