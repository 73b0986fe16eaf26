import { expect, test } from '@jest/globals'
import { apiEnvironment, readConfig } from './config.js'

const least = {
  DATABASE_URL: 'postgresql://postgres@127.0.0.1/siaran',
  REDIS_URL: 'redis://127.0.0.1:6379',
  SIARAN_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
}

test('three variables are enough', () => {
  expect(readConfig(least)).toMatchObject({
    PORT: 3_000,
    HOST: '127.0.0.1',
    SIARAN_CONFIRM_ABOVE: 10_000,
    CORS_ORIGINS: [],
  })
})

test('every variable at fault is named at once', () => {
  const environment = {
    ...least,
    PORT: 'http',
    SIARAN_SECRET_KEY: 'c2hvcnQ=',
    SIARAN_ADMIN_EMAIL: 'a@b.co',
    SIARAN_ADMIN_PASSWORD: 'short',
  }
  expect(() => readConfig(environment)).toThrow(
    /PORT[\s\S]*SIARAN_SECRET_KEY: Expected 32 bytes[\s\S]*SIARAN_ADMIN_PASSWORD/,
  )
})

test('an owner needs both an email and a password', () => {
  expect(() => readConfig({ ...least, SIARAN_ADMIN_EMAIL: 'a@b.co' })).toThrow('set both or none')
})

test('lists are written with commas', () => {
  expect(readConfig({ ...least, CORS_ORIGINS: 'https://a.example.com, https://b.example.com,' }).CORS_ORIGINS).toEqual([
    'https://a.example.com',
    'https://b.example.com',
  ])
})

test('secret keys: one or several, each of 32 bytes, the first of them first', () => {
  const [one, two] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const read = (written: string) => readConfig({ ...least, SIARAN_SECRET_KEY: written }).SIARAN_SECRET_KEY
  expect(read(one.toString('base64'))).toEqual([one])
  expect(read(`${two.toString('base64')}, ${one.toString('base64')}`)).toEqual([two, one])
  for (const wrong of [',', 'c2hvcnQ=', `${one.toString('base64')},c2hvcnQ=`, `${one.toString('base64')};x`])
    expect(() => read(wrong)).toThrow('SIARAN_SECRET_KEY: Expected 32 bytes in base64')
})

test('every variable is described, for the README', () => {
  for (const [name, schema] of Object.entries(apiEnvironment.shape))
    expect([name, schema.description]).toEqual([name, expect.any(String)])
})
