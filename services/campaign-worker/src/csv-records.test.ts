import { expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { type CsvRecord, LONGEST_RECORD, readCsv } from './csv-records.js'

/** The records of a file that comes in pieces of `size` bytes. */
async function read(file: string | Uint8Array, size = 7): Promise<CsvRecord[]> {
  const bytes = Buffer.from(file as string)
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  const records: CsvRecord[] = []
  for await (const record of readCsv(chunks())) records.push(record)
  return records
}

const cellsOf = (records: CsvRecord[]) => records.map((record) => ('cells' in record ? record.cells : record.malformed))
const linesOf = (records: CsvRecord[]) => records.map(({ line }) => line)

test.each([
  ['a,b\r\n1,2\r\n', 'CRLF'],
  ['a,b\n1,2', 'LF, without a last one'],
  ['a,b\r1,2\r', 'CR'],
  ['a,b\r\n1,2\n', 'a mixture'],
  ['\ufeffa,b\n1,2\n', 'a byte order mark'],
  ['a;b\n1;2\n', 'semicolons'],
  ['a\tb\n1\t2\n', 'tabs'],
  ['\n\n a,b\n\n,\n  \n1,2\n\n', 'empty lines'],
  ['"a","b"\n"1","2"\n', 'quotes'],
])('%j: %s', async (file) => {
  for (const size of [1, 2, 3, 100]) {
    const cells = cellsOf(await read(file, size)) as string[][]
    expect(cells.map((row) => row.map((cell) => cell.trim()))).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  }
})

test('quoted cells hold delimiters, quotes and lines; a record is numbered by the line on which it begins', async () => {
  const file = 'phone,note\n1,"a, b"\n2,"say ""hi"""\n\n3,"two\r\nlines"\n4,é漢字😀\n5,\n'
  const records = await read(file, 1)
  expect(cellsOf(records)).toEqual([
    ['phone', 'note'],
    ['1', 'a, b'],
    ['2', 'say "hi"'],
    ['3', 'two\r\nlines'],
    ['4', 'é漢字😀'],
    ['5', ''],
  ])
  expect(linesOf(records)).toEqual([1, 2, 3, 5, 7, 8])
})

test.each([
  ['1,"x"y', 'Something stands behind the closing quotation mark of a cell'],
  ['1,x"y', 'A quotation mark stands inside a cell that does not begin with one'],
  ['"1,x', 'Something stands behind the closing quotation mark of a cell'],
])('%j is one bad record, and takes no other along', async (line, reason) => {
  const records = await read(`a,b\n${line}\n2,ok\n3,"ok"\n`)
  expect(cellsOf(records)).toEqual([['a', 'b'], reason, ['2', 'ok'], ['3', 'ok']])
  expect(linesOf(records)).toEqual([1, 2, 3, 4])
})

test('a quotation mark that is never closed costs its own line, also when more than 1 MB follows', async () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => `${i},row ${i}`)
  const records = await read(`a,b\n"0,x\n${rows.join('\n')}\n`, 65_536)
  expect(records[1]).toEqual({ line: 2, malformed: 'A quotation mark is opened and never closed', text: '"0,x' })
  expect(records).toHaveLength(100_002)
})

test('ten thousand bad quotes are read in about the time of ten thousand good lines', async () => {
  const begun = performance.now()
  const records = await read(`a,b\n${'"x,1\n'.repeat(10_000)}`, 262_144)
  expect(records).toHaveLength(10_001)
  expect(performance.now() - begun).toBeLessThan(2_000)
})

test('a line that is too long, UTF-16, a workbook and binary content are no file of leads', async () => {
  await expect(read('a,b\n'.concat('x'.repeat(LONGEST_RECORD + 10)), 65_536)).rejects.toThrow(
    'Line 2 is longer than 1 MB',
  )
  await expect(read('x'.repeat(LONGEST_RECORD + 10), 65_536)).rejects.toThrow('Line 1 is longer than 1 MB')
  await expect(read(Buffer.from('\ufeffphone\n', 'utf16le'))).rejects.toThrow('UTF-16')
  await expect(read(Buffer.from('PK\u0003\u0004…'))).rejects.toThrow('workbook')
  await expect(read(Buffer.from('phone\n01\u00002'), 4)).rejects.toThrow('not a text file')
  expect(await read('')).toEqual([])
})

test('what another writer of CSV has written is read as another reader reads it', async () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', 'é', '😀', ',', ';', '\t', '"', '\n', '\r\n', ' ', '1'),
    maxLength: 8,
  })
  const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 })
  const quote = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 9 }), async (rows, end, size) => {
      const file = [['x', 'y', 'z'], ...rows].map((row) => row.map(quote).join(',')).join(end)
      const oracle = parse(file, { recordDelimiter: ['\r\n', '\n', '\r'] }) as string[][]
      const expected = oracle.filter((row) => row.some((one) => one.trim() !== ''))
      expect(cellsOf(await read(file, size))).toEqual(expected)
    }),
    { numRuns: 500 },
  )
})
