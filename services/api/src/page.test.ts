import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { cursorOf, readPage } from './page.js'

const rows = Array.from({ length: 7 }, () => ({ id: randomUUID() })).sort((a, b) => (a.id < b.id ? -1 : 1))
const list = (limit: number, cursor?: string) =>
  readPage({ limit, cursor }, async ({ take, after }) =>
    rows.filter(({ id }) => after === undefined || id > after).slice(0, take),
  )

test('pages follow each other without a gap or a repeat, and the last has no cursor', async () => {
  const seen = []
  let cursor: string | undefined
  do {
    const { rows: shown, page } = await list(3, cursor)
    seen.push(...shown)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(seen).toEqual(rows)
})

test('a page that ends exactly with the list has no cursor', async () => {
  expect((await list(7)).page.nextCursor).toBeNull()
})

test('a cursor that this list did not give out is refused', async () => {
  for (const cursor of ['', 'x', 'nonsense', `${cursorOf(randomUUID())}AA`, "'; drop table leads"])
    await expect(list(3, cursor)).rejects.toMatchObject({ code: 'request.cursor_invalid' })
})
