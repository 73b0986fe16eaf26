import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isCountry, readPhone } from './phones.js'

const read = (written: string, country = 'MY') => {
  const reading = readPhone(written, country)
  return reading.ok ? reading.phone : reading.reason
}

describe('as people and spreadsheets write it', () => {
  test.each([
    '012-345 6789',
    '0123456789',
    '(012) 345.6789',
    '+60 12-345 6789',
    '+60123456789',
    '60123456789',
    '60 12 345 6789',
    '0060123456789',
    '00 60 12 345 6789',
    "'0123456789",
    "'+60123456789",
    ' \t012-3456789 \n',
    '\u00a0012-3456789\u00a0',
  ])('%j is one phone', (written) => {
    expect(read(written)).toBe('+60123456789')
  })

  test('a number of another country keeps its country', () => {
    expect(read('+62 812-3456-7890')).toBe('+6281234567890')
    expect(read('6281234567890')).toBe('+6281234567890')
    expect(read('0812-3456-7890', 'ID')).toBe('+6281234567890')
    expect(read('0812-3456-7890', 'id')).toBe('+6281234567890')
    // 00 means "abroad" also where people dial 011 for it.
    expect(read('0062 812-3456-7890', 'US')).toBe('+6281234567890')
  })
})

describe('what is not a phone comes back with the reason', () => {
  test.each([
    ['', 'The phone is empty'],
    [" ' ", 'The phone is empty'],
    ['6.01235E+10', 'A spreadsheet turned the phone into a rounded number; format the column as text'],
    ['6,01235e10', 'A spreadsheet turned the phone into a rounded number; format the column as text'],
    ['call me', 'The phone contains letters'],
    ['123', 'Not a phone number'],
    ['+60 12', 'Not a phone number'],
    ['000000000000', 'Not a phone number'],
  ])('%j: %s', (written, reason) => {
    expect(read(written)).toBe(reason)
  })

  test('a country that does not exist is said so', () => {
    expect(read('0123456789', 'XX')).toBe('XX is not a country')
    expect(isCountry('my')).toBe(true)
    expect(isCountry('XX')).toBe(false)
  })
})

const anything = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(..."0123456789+- ()'.;#*/eE\u0661\uff10"), maxLength: 40 }),
)
const country = fc.constantFrom('MY', 'ID', 'SG', 'US', 'AC', 'XX', '')

test('a valid number that is too short for the database is none', () => {
  expect(readPhone('491000', 'MY')).toEqual({ ok: false, reason: 'Not a phone number' })
})

test('whatever is written, it answers: never throws, and a phone is one that the database takes', () => {
  fc.assert(
    fc.property(anything, country, (written, from) => {
      const reading = readPhone(written, from)
      if (reading.ok) expect(reading.phone).toMatch(/^\+[1-9][0-9]{6,14}$/)
      else expect(reading.reason).not.toBe('')
    }),
    { numRuns: 2_000 },
  )
})

test('a phone that was read is read as itself again, in any country', () => {
  const mobile = fc.integer({ min: 0, max: 9_999_999 }).map((n) => `012${String(n).padStart(7, '0')}`)
  fc.assert(
    fc.property(fc.oneof(mobile, anything), country, (written, other) => {
      const reading = readPhone(written, 'MY')
      fc.pre(reading.ok && isCountry(other))
      expect(read(reading.ok ? reading.phone : '', other)).toBe(reading.ok ? reading.phone : '')
    }),
  )
})

test('however it is punctuated, a mobile number is the same phone', () => {
  const separator = fc.constantFrom('', ' ', '-', '.', '  ')
  fc.assert(
    fc.property(
      fc.integer({ min: 2_000_000, max: 9_999_999 }),
      fc.array(separator, { minLength: 10, maxLength: 10 }),
      (n, gaps) => {
        const digits = `012${n}`
        const written = [...digits].map((digit, at) => digit + gaps[at]).join('')
        expect(read(written)).toBe(`+60${digits.slice(1)}`)
      },
    ),
  )
})
