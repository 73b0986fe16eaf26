import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals'
import { type Database, readUnfinishedWork, removeAbandonedUploads } from '@siaran/db'
import fc from 'fast-check'
import { fileOf, type ImportScene, openImportScene, phoneOf } from './import-scene.js'

let scene: ImportScene
beforeAll(async () => {
  scene = await openImportScene()
})
afterAll(() => scene.close())
beforeEach(() => scene.begin())

test('an import that is interrupted resumes behind its last batch, without a duplicate', async () => {
  const id = await scene.upload(fileOf(3_500))
  const stopping = new AbortController()
  const counting = { ...scene.db, query: jest.fn(scene.db.query) as Database['query'] }
  const stopAfterTwoBatches = async (query: Parameters<Database['query']>[0]) => {
    const answer = await scene.db.query(query)
    if (query.name === 'import-leads' && ++batches === 2) stopping.abort(new Error('the worker stops'))
    return answer
  }
  let batches = 0
  counting.query = stopAfterTwoBatches as Database['query']
  await expect(scene.run(id, { db: counting, signal: stopping.signal })).rejects.toThrow('the worker stops')
  expect(await scene.resultOf(id)).toMatchObject({ status: 'running', processedRows: 2_000, importedRows: 2_000 })
  expect(await readUnfinishedWork(scene.db)).toContainEqual(expect.objectContaining({ id, work: 'import' }))

  await scene.run(id)
  expect(await scene.resultOf(id)).toMatchObject({
    status: 'completed',
    processedRows: 3_500,
    importedRows: 3_500,
    duplicateRows: 0,
  })
  expect(await readUnfinishedWork(scene.db)).not.toContainEqual(expect.objectContaining({ id }))
})

test('wherever workers die, before a batch is written or after it, the import ends with each row dealt with once', async () => {
  const death = fc.record({ batch: fc.integer({ min: 1, max: 3 }), isWritten: fc.boolean() })
  const file = `${fileOf(3_000)}${'nonsense,x\n'.repeat(200)}${fileOf(300).replace('phone,name\n', '')}`
  await fc.assert(
    fc.asyncProperty(fc.array(death, { minLength: 1, maxLength: 5 }), async (deaths) => {
      await scene.db.prisma.lead.deleteMany({ where: { workspaceId: scene.workspaceId } })
      const id = await scene.upload(file)
      for (const { batch, isWritten } of deaths) {
        let batches = 0
        const dying = { ...scene.db }
        dying.query = (async (query: Parameters<Database['query']>[0]) => {
          const dies = query.name === 'import-leads' && ++batches === batch
          if (dies && !isWritten) throw new Error('the worker dies')
          const answer = await scene.db.query(query)
          if (dies) throw new Error('the worker dies')
          return answer
        }) as Database['query']
        // With fewer batches left than that it lives to the end.
        await scene.run(id, { db: dying }).catch((err: Error) => expect(err.message).toBe('the worker dies'))
      }
      await scene.run(id)
      const result = await scene.resultOf(id)
      expect(result).toMatchObject({
        status: 'completed',
        processedRows: 3_500,
        importedRows: 3_000,
        duplicateRows: 300,
        invalidRows: 200,
      })
      expect(result.errors).toHaveLength(200)
      expect(await scene.leads()).toHaveLength(3_000)
    }),
    { numRuns: 8 },
  )
})

test('two workers on one import: every row is dealt with once', async () => {
  const bad = 'nonsense,x\n'.repeat(500)
  const id = await scene.upload(`${fileOf(4_200)}${bad}`)
  await Promise.all([scene.run(id), scene.run(id), scene.run(id)])
  expect(await scene.resultOf(id)).toMatchObject({
    status: 'completed',
    processedRows: 4_700,
    importedRows: 4_200,
    duplicateRows: 0,
    invalidRows: 500,
  })
  expect(await scene.leads()).toHaveLength(4_200)
})

test('an import that has ended is not begun again', async () => {
  const id = await scene.upload(fileOf(2))
  await scene.run(id)
  const before = await scene.resultOf(id)
  await scene.run(id)
  expect(await scene.resultOf(id)).toEqual(before)
})

test('two imports of the same phones in opposite order do not stop each other', async () => {
  const lines = Array.from({ length: 3_000 }, (_, i) => phoneOf(i))
  await scene.imported(`phone\n${lines.join('\n')}\n`)
  const ids = await Promise.all([
    scene.upload(`phone,name\n${lines.map((phone) => `${phone},a`).join('\n')}`, { mode: 'update' }),
    scene.upload(
      `phone,name\n${[...lines]
        .reverse()
        .map((phone) => `${phone},b`)
        .join('\n')}`,
      { mode: 'update' },
    ),
  ])
  await Promise.all(ids.map((id) => scene.run(id)))
  for (const id of ids) expect(await scene.resultOf(id)).toMatchObject({ status: 'completed', updatedRows: 3_000 })
})

test('a file of 50 MB is imported in 64 MB of heap: memory does not grow with the file', async () => {
  const id = await scene.upload('phone,name,email,note\n')
  await scene.db.pool.query(
    `insert into import_chunks (import_id, position, bytes)
     select $1, chunk, convert_to(string_agg(
       '012' || (1000000 + chunk * 200 + n) || ',Lead ' || n || ',lead' || n || '@example.com,' || repeat('text ', 380) || E'\n',
       ''), 'UTF8')
     from generate_series(1, 130) chunk, generate_series(0, 199) n group by chunk`,
    [id],
  )
  const script = join(import.meta.dirname, 'import-in-small-heap.mjs')
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--max-old-space-size=64',
    script,
    scene.stores.databaseUrl,
    id,
  ])
  expect(await scene.resultOf(id)).toMatchObject({ status: 'completed', importedRows: 26_000 })
  expect(Number(stdout)).toBeGreaterThan(0)
  expect(Number(stdout)).toBeLessThan(150)
})

test('progress is told at the end, and the last word is the final one', async () => {
  const id = await scene.upload(fileOf(3_000))
  await scene.run(id)
  expect(scene.told.at(-1)).toMatchObject({ id, status: 'completed', totalRows: 3_000, importedRows: 3_000 })
  expect(scene.told.length).toBeLessThan(20)
})

test('an import that is deleted while it runs is given up without a fuss', async () => {
  const id = await scene.upload(fileOf(3_000))
  const deleting = { ...scene.db }
  let batches = 0
  deleting.query = (async (query: Parameters<Database['query']>[0]) => {
    if (query.name === 'import-leads' && ++batches === 2) await scene.db.prisma.import.delete({ where: { id } })
    return scene.db.query(query)
  }) as Database['query']
  await scene.run(id, { db: deleting })
  expect(await scene.leads()).toHaveLength(1_000)
})

test('an upload that broke off is not imported, and is removed later', async () => {
  const id = await scene.upload(fileOf(5))
  await scene.db.prisma.import.update({ where: { id }, data: { status: 'uploading' } })
  await scene.run(id)
  expect(await scene.leads()).toHaveLength(0)
  expect(await removeAbandonedUploads(scene.db, new Date(Date.now() - 60_000))).toBe(0)
  expect(await removeAbandonedUploads(scene.db, new Date(Date.now() + 60_000))).toBe(1)
})
