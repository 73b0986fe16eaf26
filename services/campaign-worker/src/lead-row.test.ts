import { expect, test } from '@jest/globals'
import type { ImportDefaults } from '@siaran/contracts'
import { mapColumns } from './lead-columns.js'
import { createRowReader } from './lead-row.js'

function readRow(header: string[], cells: string[], defaults: ImportDefaults = {}) {
  const read = createRowReader({ columns: mapColumns(header), width: header.length, defaults, defaultCountry: 'MY' })
  return read({ line: 2, cells })
}

test('a row becomes a lead: the phone in E.164, cells trimmed, empty ones null, other columns as attributes', () => {
  expect(readRow(['No HP', 'Nama', 'Emel', 'Kota'], [' 012-345 6789', ' Siti ', '', 'Ipoh'])).toEqual({
    line: 2,
    lead: {
      phone: '+60123456789',
      firstName: 'Siti',
      lastName: null,
      email: null,
      company: null,
      niche: null,
      targetStatus: null,
      trigger: null,
      timezone: null,
      attributes: { Kota: 'Ipoh' },
    },
  })
})

test('a default fills a cell that is empty or has no column, and no other', () => {
  const defaults: ImportDefaults = { niche: 'bakery', company: 'Kedai', attributes: { source: 'fair', Kota: 'KL' } }
  expect(readRow(['phone', 'company', 'Kota'], ['0123456789', '', ''], defaults)).toMatchObject({
    lead: { niche: 'bakery', company: 'Kedai', attributes: { source: 'fair', Kota: 'KL' } },
  })
  expect(readRow(['phone', 'company', 'Kota'], ['0123456789', 'Toko', 'Ipoh'], defaults)).toMatchObject({
    lead: { niche: 'bakery', company: 'Toko', attributes: { source: 'fair', Kota: 'Ipoh' } },
  })
})

test('everything that is wrong with a row is said at once', () => {
  const header = ['phone', 'email', 'target status', 'timezone', 'first name']
  const reading = readRow(header, ['abc', 'nobody', 'friend', 'Mars/Base', 'x'.repeat(121)])
  expect(reading).toEqual({
    line: 2,
    faults: [
      { row: 2, field: 'phone', message: 'The phone contains letters', value: 'abc' },
      { row: 2, field: 'firstName', message: 'Too long', value: `${'x'.repeat(99)}…` },
      { row: 2, field: 'email', message: 'Not an email address', value: 'nobody' },
      { row: 2, field: 'targetStatus', message: 'Must be prospect or customer', value: 'friend' },
      { row: 2, field: 'timezone', message: 'Not a time zone, as in Asia/Kuala_Lumpur', value: 'Mars/Base' },
    ],
  })
})

test('target status is read in any case, and in Malay and Indonesian', () => {
  for (const [written, meant] of [
    ['Prospect', 'prospect'],
    ['PELANGGAN', 'customer'],
    ['prospek', 'prospect'],
  ] as const)
    expect(readRow(['phone', 'target status'], ['0123456789', written])).toMatchObject({
      lead: { targetStatus: meant },
    })
})

test('a row with another number of cells than the header is bad, unless only empty ones are too many', () => {
  expect(readRow(['phone', 'email'], ['0123456789'])).toMatchObject({
    faults: [{ field: 'row', message: 'The row has 1 cells where the header has 2' }],
  })
  expect(readRow(['phone', 'email'], ['0123456789', '', 'x'])).toMatchObject({ faults: [{ field: 'row' }] })
  expect(readRow(['phone', 'email'], ['0123456789', '', '', ''])).toMatchObject({ lead: { phone: '+60123456789' } })
})

test('a row in another encoding is bad: a name must not become a question mark in silence', () => {
  expect(readRow(['phone', 'name'], ['0123456789', 'Jos\ufffd'])).toMatchObject({ faults: [{ field: 'row' }] })
})

test('a column named like a part of every object is an attribute like any other', () => {
  const reading = readRow(['phone', '__proto__', 'constructor'], ['0123456789', 'a', 'b'])
  expect(JSON.parse(JSON.stringify('lead' in reading && reading.lead.attributes))).toEqual(
    JSON.parse('{"__proto__":"a","constructor":"b"}'),
  )
})
