import { expect, test } from '@jest/globals'
import { checkPassword, hashPassword } from './passwords.js'

test('argon2id; the right password and no other', async () => {
  const hash = await hashPassword('correct-horse')
  expect(hash).toMatch(/^\$argon2id\$/)
  expect(await checkPassword(hash, 'correct-horse')).toBe(true)
  expect(await checkPassword(hash, 'correct-horsf')).toBe(false)
})

test('without a hash nothing matches', async () => {
  expect(await checkPassword(null, '')).toBe(false)
})

test('many at once all end', async () => {
  const hash = await hashPassword('correct-horse')
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, n) => checkPassword(hash, n % 2 ? 'correct-horse' : 'no')),
  )
  expect(answers.filter(Boolean)).toHaveLength(6)
})
