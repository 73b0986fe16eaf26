import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { createSecretBox } from './secret-box.js'

const secret = { token: 'wablas-token', secretKey: 'x' }
const row = randomUUID()

test('what was sealed for a row opens for that row', () => {
  const box = createSecretBox([randomBytes(32)])
  const sealed = box.seal(secret, row)
  expect(box.open(sealed, row)).toEqual(secret)
  expect(sealed.toString('latin1')).not.toContain('wablas-token')
})

test('bytes stay the bytes that they are', () => {
  const box = createSecretBox([randomBytes(32)])
  const bytes = Buffer.from([0, 255, 128, 10])
  const sealed = box.sealBytes(bytes, row)
  expect(box.openBytes(sealed, row)).toEqual(bytes)
  expect(() => box.openBytes(sealed, randomUUID())).toThrow()
})

test('the same secret never looks the same twice', () => {
  const box = createSecretBox([randomBytes(32)])
  expect(box.seal(secret, row).equals(box.seal(secret, row))).toBe(false)
})

test('a box that was moved to another row, or changed by one bit anywhere, does not open', () => {
  const box = createSecretBox([randomBytes(32)])
  const sealed = box.seal(secret, row)
  expect(() => box.open(sealed, randomUUID())).toThrow()
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed)
    changed[at]! ^= 1
    expect(() => box.open(changed, row)).toThrow()
  }
})

test('after a change of keys the old boxes open, and new ones need the new key', () => {
  const [before, after] = [randomBytes(32), randomBytes(32)]
  const old = createSecretBox([before]).seal(secret, row)
  const rotated = createSecretBox([after, before])
  expect(rotated.open(old, row)).toEqual(secret)
  expect([rotated.isCurrent(old), rotated.isCurrent(rotated.seal(secret, row))]).toEqual([false, true])
  expect(() => createSecretBox([before]).open(rotated.seal(secret, row), row)).toThrow('not configured')
})
