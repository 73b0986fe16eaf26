import { expect, test } from '@jest/globals'
import { leadColumns, mapColumns } from './lead-columns.js'

test.each([
  ['Phone', 'phone'],
  ['phone number', 'phone'],
  ['PHONE_NUMBER', 'phone'],
  ['No HP', 'phone'],
  ['no. hp', 'phone'],
  ['No. Telefon', 'phone'],
  ['nombor telefon', 'phone'],
  ['Nomor HP', 'phone'],
  ['WhatsApp', 'phone'],
  ['No-WA', 'phone'],
  ['First Name', 'firstName'],
  ['firstName', 'firstName'],
  ['Nama', 'firstName'],
  ['nama depan', 'firstName'],
  ['Surname', 'lastName'],
  ['nama_belakang', 'lastName'],
  ['E-mail', 'email'],
  ['Emel', 'email'],
  ['Syarikat', 'company'],
  ['Perusahaan', 'company'],
  ['Niche', 'niche'],
  ['target_status', 'targetStatus'],
  ['Time zone', 'timezone'],
  ['No. Tel/HP', 'phone'],
  ['No. Telefon (WhatsApp)', 'phone'],
  ['Phone number*', 'phone'],
  ['Nama / Name', 'firstName'],
  ['Emel | Email', 'email'],
])('%s is %s', (title, field) => {
  expect(mapColumns([title])).toEqual({ fields: { [field]: 0 }, attributes: [] })
})

test('a column that is no field becomes an attribute under its own name', () => {
  expect(mapColumns(['Phone', ' Favourite Colour ', '', 'Kota'])).toEqual({
    fields: { phone: 0 },
    attributes: [
      { name: 'Favourite Colour', place: 1 },
      { name: 'column 3', place: 2 },
      { name: 'Kota', place: 3 },
    ],
  })
})

test('of two columns for one field the plainer name wins, the other is kept as an attribute', () => {
  expect(mapColumns(['WhatsApp', 'Phone'])).toMatchObject({ fields: { phone: 1 }, attributes: [{ name: 'WhatsApp' }] })
  expect(mapColumns(['Nama', 'Nama depan'])).toMatchObject({ fields: { firstName: 1 }, attributes: [{ name: 'Nama' }] })
  expect(mapColumns(['Phone', 'Tag', 'Tag', 'phone'])).toMatchObject({
    fields: { phone: 0 },
    attributes: [{ name: 'Tag' }, { name: 'Tag (2)' }, { name: 'phone' }],
  })
})

test('a title of which the parts are different fields is none of them; one that is a field as a whole comes first', () => {
  expect(mapColumns(['Phone', 'Name / Company'])).toMatchObject({
    fields: { phone: 0 },
    attributes: [{ name: 'Name / Company' }],
  })
  expect(mapColumns(['Phone (office)', 'Mobile'])).toMatchObject({
    fields: { phone: 1 },
    attributes: [{ name: 'Phone (office)' }],
  })
})

test('no name stands for two fields', () => {
  const names = Object.values(leadColumns).flatMap((list) => list.split(',').map((name) => name.replace(/\s/g, '')))
  expect(new Set(names).size).toBe(names.length)
})
