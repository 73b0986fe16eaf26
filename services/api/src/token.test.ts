import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { isSameHash, mintToken, readToken } from './token.js'

test('a token names its row and carries 32 base62 characters of chance', () => {
  const id = randomUUID()
  const { token, hash } = mintToken('srn', id)
  expect(token).toMatch(/^srn_[0-9a-f]{32}_[0-9A-Za-z]{32}$/)
  const claim = readToken(token)!
  expect([claim.kind, claim.id]).toEqual(['srn', id])
  expect(isSameHash(hash, claim.hash)).toBe(true)
})

test('another secret for the same row has another hash', () => {
  const id = randomUUID()
  expect(isSameHash(mintToken('srs', id).hash, mintToken('srs', id).hash)).toBe(false)
})

test('what is not of the form is no token', () => {
  const { token } = mintToken('srs', randomUUID())
  for (const text of [
    '',
    'srs',
    `${token}x`,
    token.replace('srs', 'xyz'),
    ` ${token}`,
    token.slice(0, -1),
    `${token}\n`,
  ])
    expect(readToken(text)).toBeNull()
})

test('every character of the alphabet is given out', () => {
  const seen = new Set(Array.from({ length: 200 }, () => mintToken('srs', randomUUID()).token.slice(-32)).join(''))
  expect(seen.size).toBe(62)
})
