import { expect, jest, test } from '@jest/globals'

let running = 0
let most = 0
const work = async <Result>(result: Result): Promise<Result> => {
  most = Math.max(most, ++running)
  await new Promise((resolve) => setImmediate(resolve))
  running--
  return result
}
jest.mock('@node-rs/argon2', () => ({ hash: () => work('hash'), verify: () => work(true) }))

test('logins, new people and changed passwords together: two hashes at once, no more', async () => {
  const { checkPassword, hashPassword } = await import('./passwords.js')
  await Promise.all(
    Array.from({ length: 12 }, (_, n) => [
      hashPassword('correct-horse'),
      checkPassword(n % 2 ? 'hash' : null, 'x'),
    ]).flat(),
  )
  expect([most, running]).toEqual([2, 0])
})
