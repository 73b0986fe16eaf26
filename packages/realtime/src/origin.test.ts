import { expect, test } from '@jest/globals'
import { isAllowedOrigin } from './origin.js'

const listed = ['https://app.example.com', 'http://localhost:5173/']

test.each([
  [undefined, 'api.example.com', true],
  ['https://api.example.com', 'api.example.com', true],
  ['http://127.0.0.1:3000', '127.0.0.1:3000', true],
  ['http://127.0.0.1:3001', '127.0.0.1:3000', false],
  ['https://app.example.com', 'api.example.com', true],
  ['http://app.example.com', 'api.example.com', false],
  ['http://localhost:5173', 'api.example.com', true],
  ['https://app.example.com.evil.test', 'api.example.com', false],
  ['https://evil.test', 'api.example.com', false],
  ['null', 'api.example.com', false],
  ['', 'api.example.com', false],
])('origin %s at host %s: %s', (origin, host, allowed) => {
  expect(isAllowedOrigin(origin, host, listed)).toBe(allowed)
})
