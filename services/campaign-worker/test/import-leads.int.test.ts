import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { fileOf, type ImportScene, openImportScene, phoneOf } from './import-scene.js'

let scene: ImportScene
beforeAll(async () => {
  scene = await openImportScene()
})
afterAll(() => scene.close())
beforeEach(() => scene.begin())

test('a file from a Malay spreadsheet: leads with the device and the defaults, other columns as attributes', async () => {
  const file =
    '\ufeffNo. Telefon;Nama;Emel;Kota\r\n012-345 6789;Siti;siti@example.com;"Ipoh; Perak"\r\n60198765432;Ali;;\r\n'
  const result = await scene.imported(file, {
    deviceId: scene.deviceId,
    defaults: { niche: 'bakery', attributes: { source: 'fair' } },
  })
  expect(result).toMatchObject({
    status: 'completed',
    importedRows: 2,
    invalidRows: 0,
    failureReason: null,
    chunks: [],
  })
  expect(result.completedAt).not.toBeNull()
  expect(await scene.leads()).toMatchObject([
    {
      phone: '+60123456789',
      firstName: 'Siti',
      email: 'siti@example.com',
      niche: 'bakery',
      deviceId: scene.deviceId,
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
  expect(await scene.imported(file)).toMatchObject({ status: 'completed', importedRows: 6, invalidRows: 0 })
  expect((await scene.leads()).map(({ phone, firstName, attributes }) => [phone, firstName, attributes])).toEqual([
    ['+60123456780', 'Ali', {}],
    ['+60123456781', 'Wei', {}],
    ['+60123456782', 'Lim', {}],
    ['+60123456789', 'Siti', { 'Alamat\r\nrumah': 'Lot 1; Jalan 2\r\nIpoh' }],
    ['+6281234567890', 'Dewi', { 'Alamat\r\nrumah': 'kata "hai"' }],
    ['+6591234567', 'Tan', {}],
  ])
})

test('bad rows are reported with line, field, reason and value, and stop nobody', async () => {
  const result = await scene.imported('phone,email\nabc,x\n0123456789,ok@example.com\n\n1,"x"y\n0198765432,\n')
  expect(result).toMatchObject({ status: 'completed', processedRows: 4, importedRows: 2, invalidRows: 2 })
  expect(result.errors.map(({ row, field, message, value }) => [row, field, message, value])).toEqual([
    [2, 'email', 'Not an email address', 'x'],
    [2, 'phone', 'The phone contains letters', 'abc'],
    [5, 'row', 'Something stands behind the closing quotation mark of a cell', '1,"x"y'],
  ])
})

test('mode skip: a lead that stands and a repeated phone are duplicates, and stay as they are', async () => {
  await scene.imported('phone,name\n0123456789,First\n')
  const result = await scene.imported('phone,name\n0123456789,Second\n0198765432,New\n019-876 5432,Again\n')
  expect(result).toMatchObject({ importedRows: 1, updatedRows: 0, duplicateRows: 2 })
  expect((await scene.leads()).map(({ firstName }) => firstName)).toEqual(['First', 'New'])
})

test('mode update: a lead that stands takes what is not empty; a repeated phone is a duplicate', async () => {
  await scene.imported('phone,name,email,Kota,Umur\n0123456789,Siti,siti@example.com,Ipoh,30\n')
  const [before] = await scene.leads()
  const file = 'phone,name,email,Kota,Warna\n0123456789,Siti Aminah,,KL,biru\n0123456789,Wrong,,,\n0198765432,Ali,,,\n'
  const result = await scene.imported(file, { mode: 'update' })
  expect(result).toMatchObject({ importedRows: 1, updatedRows: 1, duplicateRows: 1 })
  const [after] = await scene.leads()
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
  expect(await scene.imported(file)).toMatchObject({ importedRows: 2_500, duplicateRows: 1 })
  expect(await scene.imported(file, { mode: 'update' })).toMatchObject({ updatedRows: 2_500, duplicateRows: 1 })
  expect((await scene.leads())[3]).toMatchObject({ firstName: 'Lead 3' })
})

test('the same phone is a lead of its own on another device', async () => {
  await scene.imported('phone\n0123456789\n')
  expect(await scene.imported('phone\n0123456789\n', { deviceId: scene.deviceId })).toMatchObject({
    importedRows: 1,
    duplicateRows: 0,
  })
  expect(await scene.leads()).toHaveLength(2)
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
  const result = await scene.imported(file)
  expect(result).toMatchObject({ status: 'failed', importedRows: 0, chunks: [] })
  expect(result.failureReason).toMatch(reason)
  expect(scene.told.at(-1)).toMatchObject({ status: 'failed', failureReason: result.failureReason })
})

test('what came before the fault of a file is imported, and the sentence says so', async () => {
  const result = await scene.imported(Buffer.concat([Buffer.from(fileOf(1_200)), Buffer.from([0])]), {
    chunkBytes: 10_000,
  })
  expect(result.status).toBe('failed')
  expect(result.failureReason).toMatch(/^The file is not a text file.*\. The [\d,]+ rows before it were dealt with$/)
  expect(await scene.leads()).toHaveLength(result.importedRows)
})

test('a file of more than 1,000,000 rows ends as failed, with its first 1,000,000 rows dealt with', async () => {
  const id = await scene.upload(`phone\n${'x\n'.repeat(1_000_001)}`)
  await scene.db.prisma.import.update({
    where: { id },
    data: { status: 'running', processedRows: 999_500, importedRows: 999_500 },
  })
  await scene.run(id)
  expect(await scene.resultOf(id)).toMatchObject({
    status: 'failed',
    failureReason: 'The file has more than 1,000,000 rows. The 1,000,000 rows before it were dealt with',
    processedRows: 1_000_000,
    invalidRows: 500,
  })
}, 180_000)

test('a header alone is an import of no rows', async () => {
  expect(await scene.imported('phone,name\n')).toMatchObject({ status: 'completed', processedRows: 0 })
})

test('rows that the database refuses are reported, each by itself, and the others are imported', async () => {
  await scene.db.pool.query(`alter table leads add constraint poison check (first_name not like 'poison%')`)
  try {
    const rows = fileOf(1_500).replace('Lead 3\n', 'poison a\n').replace('Lead 1400\n', 'poison b\n')
    const result = await scene.imported(`${rows}nobody,Ali\n`)
    expect(result).toMatchObject({ status: 'completed', importedRows: 1_498, invalidRows: 3, failureReason: null })
    expect(result.errors.map(({ row, field }) => [row, field])).toEqual([
      [5, 'row'],
      [1_402, 'row'],
      [1_502, 'phone'],
    ])
    expect(result.errors[0]!.message).toMatch(/^The database refuses it: .*poison/)
  } finally {
    await scene.db.pool.query('alter table leads drop constraint poison')
  }
})
