import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals'
import { type ImportDefaults, type LiveEvent, type LiveEvents, liveEvents } from '@siaran/contracts'
import { type Database, readUnfinishedWork, removeAbandonedUploads } from '@siaran/db'
import { insertDevice, insertWorkspace, testLog as log, openTestStores, type TestStores } from '@siaran/testkit'
import fc from 'fast-check'
import { importLeads } from '../src/import-leads.js'

const never = new AbortController().signal

let stores: TestStores
let db: Database
let workspaceId: string
let deviceId: string
let told: LiveEvent<'import:progress'>[]

beforeAll(async () => {
  stores = await openTestStores()
  db = stores.db
})
afterAll(() => stores.close())
beforeEach(async () => {
  workspaceId = (await insertWorkspace(db, { defaultCountry: 'MY' })).id
  deviceId = (await insertDevice(db, { workspaceId })).id
  told = []
})

const live: LiveEvents = {
  publish(_, name, payload) {
    liveEvents[name].parse(payload)
    if (name === 'import:progress') told.push(payload as LiveEvent<'import:progress'>)
  },
}

type Upload = { mode?: 'skip' | 'update'; deviceId?: string; defaults?: ImportDefaults; chunkBytes?: number }

/** As the API leaves an upload behind. */
async function upload(file: string | Buffer, { mode = 'skip', chunkBytes = 262_144, ...more }: Upload = {}) {
  const { id } = await db.prisma.import.create({
    data: { workspaceId, mode, deviceId: more.deviceId ?? null, defaults: more.defaults ?? {}, status: 'pending' },
  })
  const bytes = Buffer.from(file as string)
  for (let at = 0, position = 0; at < bytes.length; at += chunkBytes, position++)
    await db.prisma.importChunk.create({ data: { importId: id, position, bytes: bytes.subarray(at, at + chunkBytes) } })
  return id
}

const run = (importId: string, signal = never) => importLeads({ db, live, log }, { importId }, signal)

async function imported(file: string | Buffer, options?: Upload) {
  const id = await upload(file, options)
  await run(id)
  return resultOf(id)
}

async function resultOf(id: string) {
  const row = await db.prisma.import.findUniqueOrThrow({
    where: { id },
    include: { errors: { orderBy: [{ row: 'asc' }, { field: 'asc' }] }, chunks: { select: { position: true } } },
  })
  const counts = [row.importedRows, row.updatedRows, row.duplicateRows, row.invalidRows]
  expect(row.processedRows).toBe(counts.reduce((sum, one) => sum + one, 0))
  return row
}

const leads = () => db.prisma.lead.findMany({ where: { workspaceId }, orderBy: { phone: 'asc' } })
const phoneOf = (i: number) => `+6012${String(1_000_000 + i)}`
const fileOf = (rows: number, from = 0) =>
  `phone,name\n${Array.from({ length: rows }, (_, i) => `${phoneOf(from + i)},Lead ${from + i}\n`).join('')}`

test('a file from a Malay spreadsheet: leads with the device and the defaults, other columns as attributes', async () => {
  const file =
    '\ufeffNo. Telefon;Nama;Emel;Kota\r\n012-345 6789;Siti;siti@example.com;"Ipoh; Perak"\r\n60198765432;Ali;;\r\n'
  const result = await imported(file, { deviceId, defaults: { niche: 'bakery', attributes: { source: 'fair' } } })
  expect(result).toMatchObject({
    status: 'completed',
    importedRows: 2,
    invalidRows: 0,
    failureReason: null,
    chunks: [],
  })
  expect(result.completedAt).not.toBeNull()
  expect(await leads()).toMatchObject([
    {
      phone: '+60123456789',
      firstName: 'Siti',
      email: 'siti@example.com',
      niche: 'bakery',
      deviceId,
      attributes: { source: 'fair', Kota: 'Ipoh; Perak' },
    },
    { phone: '+60198765432', firstName: 'Ali', email: null, attributes: { source: 'fair' } },
  ])
})

test('phones and cells as spreadsheets of three countries write them', async () => {
  const file = [
    '\ufeffNama;No. Tel/HP;"Alamat\r\nrumah"',
    'Siti;012-345 6789;"Lot 1; Jalan 2\r\nIpoh"',
    'Ali;60 12 345 6780;',
    'Dewi;\'0062 812-3456-7890;"kata ""hai"""',
    'Tan;+65 9123 4567;',
    'Wei;0060123456781;',
    '"Lim ";"(012) 345.6782";',
    ';;',
  ].join('\r\n')
  expect(await imported(file)).toMatchObject({ status: 'completed', importedRows: 6, invalidRows: 0 })
  expect((await leads()).map(({ phone, firstName, attributes }) => [phone, firstName, attributes])).toEqual([
    ['+60123456780', 'Ali', {}],
    ['+60123456781', 'Wei', {}],
    ['+60123456782', 'Lim', {}],
    ['+60123456789', 'Siti', { 'Alamat\r\nrumah': 'Lot 1; Jalan 2\r\nIpoh' }],
    ['+6281234567890', 'Dewi', { 'Alamat\r\nrumah': 'kata "hai"' }],
    ['+6591234567', 'Tan', {}],
  ])
})

test('bad rows are reported with line, field, reason and value, and stop nobody', async () => {
  const result = await imported('phone,email\nabc,x\n0123456789,ok@example.com\n\n1,"x"y\n0198765432,\n')
  expect(result).toMatchObject({ status: 'completed', processedRows: 4, importedRows: 2, invalidRows: 2 })
  expect(result.errors.map(({ row, field, message, value }) => [row, field, message, value])).toEqual([
    [2, 'email', 'Not an email address', 'x'],
    [2, 'phone', 'The phone contains letters', 'abc'],
    [5, 'row', 'Something stands behind the closing quotation mark of a cell', '1,"x"y'],
  ])
})

test('mode skip: a lead that stands and a repeated phone are duplicates, and stay as they are', async () => {
  await imported('phone,name\n0123456789,First\n')
  const result = await imported('phone,name\n0123456789,Second\n0198765432,New\n019-876 5432,Again\n')
  expect(result).toMatchObject({ importedRows: 1, updatedRows: 0, duplicateRows: 2 })
  expect((await leads()).map(({ firstName }) => firstName)).toEqual(['First', 'New'])
})

test('mode update: a lead that stands takes what is not empty; a repeated phone is a duplicate', async () => {
  await imported('phone,name,email,Kota,Umur\n0123456789,Siti,siti@example.com,Ipoh,30\n')
  const [before] = await leads()
  const file = 'phone,name,email,Kota,Warna\n0123456789,Siti Aminah,,KL,biru\n0123456789,Wrong,,,\n0198765432,Ali,,,\n'
  const result = await imported(file, { mode: 'update' })
  expect(result).toMatchObject({ importedRows: 1, updatedRows: 1, duplicateRows: 1 })
  const [after] = await leads()
  expect(after).toMatchObject({
    id: before!.id,
    firstName: 'Siti Aminah',
    email: 'siti@example.com',
    attributes: { Kota: 'KL', Umur: '30', Warna: 'biru' },
  })
  expect(after!.updatedAt > before!.updatedAt).toBe(true)
})

test('a phone repeated thousands of rows later, in another batch, is a duplicate in both modes', async () => {
  const file = `${fileOf(2_500)}${phoneOf(3)},Again\n`
  expect(await imported(file)).toMatchObject({ importedRows: 2_500, duplicateRows: 1 })
  expect(await imported(file, { mode: 'update' })).toMatchObject({ updatedRows: 2_500, duplicateRows: 1 })
  expect((await leads())[3]).toMatchObject({ firstName: 'Lead 3' })
})

test('the same phone is a lead of its own on another device', async () => {
  await imported('phone\n0123456789\n')
  expect(await imported('phone\n0123456789\n', { deviceId })).toMatchObject({ importedRows: 1, duplicateRows: 0 })
  expect(await leads()).toHaveLength(2)
})

test('an import that is interrupted resumes behind its last batch, without a duplicate', async () => {
  const id = await upload(fileOf(3_500))
  const stopping = new AbortController()
  const counting = { ...db, query: jest.fn(db.query) as Database['query'] }
  const stopAfterTwoBatches = async (query: Parameters<Database['query']>[0]) => {
    const answer = await db.query(query)
    if (query.name === 'import-leads' && ++batches === 2) stopping.abort(new Error('the worker stops'))
    return answer
  }
  let batches = 0
  counting.query = stopAfterTwoBatches as Database['query']
  await expect(importLeads({ db: counting, live, log }, { importId: id }, stopping.signal)).rejects.toThrow(
    'the worker stops',
  )
  expect(await resultOf(id)).toMatchObject({ status: 'running', processedRows: 2_000, importedRows: 2_000 })
  expect(await readUnfinishedWork(db)).toContainEqual(expect.objectContaining({ id, work: 'import' }))

  await run(id)
  expect(await resultOf(id)).toMatchObject({
    status: 'completed',
    processedRows: 3_500,
    importedRows: 3_500,
    duplicateRows: 0,
  })
  expect(await readUnfinishedWork(db)).not.toContainEqual(expect.objectContaining({ id }))
})

test('wherever workers die, before a batch is written or after it, the import ends with each row dealt with once', async () => {
  const death = fc.record({ batch: fc.integer({ min: 1, max: 3 }), isWritten: fc.boolean() })
  const file = `${fileOf(3_000)}${'nonsense,x\n'.repeat(200)}${fileOf(300).replace('phone,name\n', '')}`
  await fc.assert(
    fc.asyncProperty(fc.array(death, { minLength: 1, maxLength: 5 }), async (deaths) => {
      await db.prisma.lead.deleteMany({ where: { workspaceId } })
      const id = await upload(file)
      for (const { batch, isWritten } of deaths) {
        let batches = 0
        const dying = { ...db }
        dying.query = (async (query: Parameters<Database['query']>[0]) => {
          const dies = query.name === 'import-leads' && ++batches === batch
          if (dies && !isWritten) throw new Error('the worker dies')
          const answer = await db.query(query)
          if (dies) throw new Error('the worker dies')
          return answer
        }) as Database['query']
        // With fewer batches left than that it lives to the end.
        await importLeads({ db: dying, live, log }, { importId: id }, never).catch((err: Error) =>
          expect(err.message).toBe('the worker dies'),
        )
      }
      await run(id)
      const result = await resultOf(id)
      expect(result).toMatchObject({
        status: 'completed',
        processedRows: 3_500,
        importedRows: 3_000,
        duplicateRows: 300,
        invalidRows: 200,
      })
      expect(result.errors).toHaveLength(200)
      expect(await leads()).toHaveLength(3_000)
    }),
    { numRuns: 8 },
  )
})

test('two workers on one import: every row is dealt with once', async () => {
  const bad = 'nonsense,x\n'.repeat(500)
  const id = await upload(`${fileOf(4_200)}${bad}`)
  await Promise.all([run(id), run(id), run(id)])
  expect(await resultOf(id)).toMatchObject({
    status: 'completed',
    processedRows: 4_700,
    importedRows: 4_200,
    duplicateRows: 0,
    invalidRows: 500,
  })
  expect(await leads()).toHaveLength(4_200)
})

test('an import that has ended is not begun again', async () => {
  const id = await upload(fileOf(2))
  await run(id)
  const before = await resultOf(id)
  await run(id)
  expect(await resultOf(id)).toEqual(before)
})

test('two imports of the same phones in opposite order do not stop each other', async () => {
  const lines = Array.from({ length: 3_000 }, (_, i) => phoneOf(i))
  await imported(`phone\n${lines.join('\n')}\n`)
  const ids = await Promise.all([
    upload(`phone,name\n${lines.map((phone) => `${phone},a`).join('\n')}`, { mode: 'update' }),
    upload(
      `phone,name\n${[...lines]
        .reverse()
        .map((phone) => `${phone},b`)
        .join('\n')}`,
      { mode: 'update' },
    ),
  ])
  await Promise.all(ids.map((id) => run(id)))
  for (const id of ids) expect(await resultOf(id)).toMatchObject({ status: 'completed', updatedRows: 3_000 })
})

test.each<[string, string | Buffer, RegExp]>([
  ['an empty file', '', /^The file is empty$/],
  ['blank lines alone', '\n \n', /^The file is empty$/],
  [
    'no phone column',
    'Nama,Kota\nAli,KL\n',
    /^No column holds phones; name one of them Phone. The columns are: "Nama", "Kota"$/,
  ],
  ['binary content', Buffer.from('phone\n\u0000\u0001'), /not a text file/],
  ['UTF-16', Buffer.from('\ufeffphone\n', 'utf16le'), /UTF-16/],
  ['a line of 5 MB', `phone\n${'1'.repeat(5_000_000)}\n`, /^Line 2 is longer than 1 MB$/],
  ['a header of 5 MB', `phone,${'x'.repeat(5_000_000)}`, /^Line 1 is longer than 1 MB$/],
])('%s ends the import as failed, with a sentence', async (_, file, reason) => {
  const result = await imported(file)
  expect(result).toMatchObject({ status: 'failed', importedRows: 0, chunks: [] })
  expect(result.failureReason).toMatch(reason)
  expect(told.at(-1)).toMatchObject({ status: 'failed', failureReason: result.failureReason })
})

test('what came before the fault of a file is imported, and the sentence says so', async () => {
  const result = await imported(Buffer.concat([Buffer.from(fileOf(1_200)), Buffer.from([0])]), { chunkBytes: 10_000 })
  expect(result.status).toBe('failed')
  expect(result.failureReason).toMatch(/^The file is not a text file.*\. The [\d,]+ rows before it were dealt with$/)
  expect(await leads()).toHaveLength(result.importedRows)
})

test('a file of more than 1,000,000 rows ends as failed, with its first 1,000,000 rows dealt with', async () => {
  const id = await upload(`phone\n${'x\n'.repeat(1_000_001)}`)
  await db.prisma.import.update({
    where: { id },
    data: { status: 'running', processedRows: 999_500, importedRows: 999_500 },
  })
  await run(id)
  expect(await resultOf(id)).toMatchObject({
    status: 'failed',
    failureReason: 'The file has more than 1,000,000 rows. The 1,000,000 rows before it were dealt with',
    processedRows: 1_000_000,
    invalidRows: 500,
  })
})

test('a file of 50 MB is imported in 64 MB of heap: memory does not grow with the file', async () => {
  const id = await upload('phone,name,email,note\n')
  await db.pool.query(
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
    stores.databaseUrl,
    id,
  ])
  expect(await resultOf(id)).toMatchObject({ status: 'completed', importedRows: 26_000 })
  expect(Number(stdout)).toBeGreaterThan(0)
  expect(Number(stdout)).toBeLessThan(150)
})

test('a header alone is an import of no rows', async () => {
  expect(await imported('phone,name\n')).toMatchObject({ status: 'completed', processedRows: 0 })
})

test('progress is told at the end, and the last word is the final one', async () => {
  const id = await upload(fileOf(3_000))
  await run(id)
  expect(told.at(-1)).toMatchObject({ id, status: 'completed', totalRows: 3_000, importedRows: 3_000 })
  expect(told.length).toBeLessThan(20)
})

test('an import that is deleted while it runs is given up without a fuss', async () => {
  const id = await upload(fileOf(3_000))
  const deleting = { ...db }
  let batches = 0
  deleting.query = (async (query: Parameters<Database['query']>[0]) => {
    if (query.name === 'import-leads' && ++batches === 2) await db.prisma.import.delete({ where: { id } })
    return db.query(query)
  }) as Database['query']
  await importLeads({ db: deleting, live, log }, { importId: id }, never)
  expect(await leads()).toHaveLength(1_000)
})

test('an upload that broke off is not imported, and is removed later', async () => {
  const id = await upload(fileOf(5))
  await db.prisma.import.update({ where: { id }, data: { status: 'uploading' } })
  await run(id)
  expect(await leads()).toHaveLength(0)
  expect(await removeAbandonedUploads(db, new Date(Date.now() - 60_000))).toBe(0)
  expect(await removeAbandonedUploads(db, new Date(Date.now() + 60_000))).toBe(1)
})

test('rows that the database refuses are reported, each by itself, and the others are imported', async () => {
  await db.pool.query(`alter table leads add constraint poison check (first_name not like 'poison%')`)
  try {
    const rows = fileOf(1_500).replace('Lead 3\n', 'poison a\n').replace('Lead 1400\n', 'poison b\n')
    const result = await imported(`${rows}nobody,Ali\n`)
    expect(result).toMatchObject({ status: 'completed', importedRows: 1_498, invalidRows: 3, failureReason: null })
    expect(result.errors.map(({ row, field }) => [row, field])).toEqual([
      [5, 'row'],
      [1_402, 'row'],
      [1_502, 'phone'],
    ])
    expect(result.errors[0]!.message).toMatch(/^The database refuses it: .*poison/)
  } finally {
    await db.pool.query('alter table leads drop constraint poison')
  }
})
