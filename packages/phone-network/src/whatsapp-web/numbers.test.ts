import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { addressesOf, phoneOf } from './numbers.js'

test('a phone is found behind both of its addresses', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1_000_000n, max: 999_999_999_999_999n }), (digits) => {
      const { phone, lid } = addressesOf(`+${digits}`)
      expect([phoneOf(phone), phoneOf(lid)]).toEqual([`+${digits}`, `+${digits}`])
    }),
  )
})

test('what is no person has no phone', () => {
  for (const wid of ['120363041234567890@g.us', 'status@broadcast', '12@c.us', '60123456789', '@lid', '']) {
    expect(phoneOf(wid)).toBeNull()
  }
})
