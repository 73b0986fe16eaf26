import { expect, test } from '@jest/globals'
import { readConfig } from './config.js'

const owner = 'postgresql://siaran:owner@postgres/siaran'

test('the addresses of the logins come together, or not at all', () => {
  expect(readConfig({ DATABASE_URL: owner })).toMatchObject({ SIARAN_MIGRATIONS_DIR: 'prisma/migrations' })
  expect(() => readConfig({ DATABASE_URL: owner, API_DATABASE_URL: owner })).toThrow('belong together')
})

test('what is no address of a Postgres is named', () => {
  expect(() => readConfig({ DATABASE_URL: 'mysql://root@db' })).toThrow('DATABASE_URL')
})
