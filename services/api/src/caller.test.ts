import { expect, test } from '@jest/globals'
import { roleOfKey } from './caller.js'

test('a key acts with the lower of what its scopes and its maker may do', () => {
  expect(roleOfKey('owner', ['read'])).toBe('viewer')
  expect(roleOfKey('owner', ['write', 'read'])).toBe('operator')
  expect(roleOfKey('owner', ['read', 'admin'])).toBe('admin')
  expect(roleOfKey('operator', ['admin'])).toBe('operator')
  expect(roleOfKey('viewer', ['write'])).toBe('viewer')
  expect(roleOfKey('owner', [])).toBeNull()
})
