import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { openSecrets, rememberSignInPrinted } from './secrets.js'
import { temporaryFolder } from './temporary-folder.js'

let folder: string
let file: string

beforeEach(() => {
  folder = temporaryFolder('secrets')
  file = join(folder, 'secrets.json')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the secrets of an installation', () => {
  test('are made up once, for their owner alone', () => {
    const first = openSecrets(file)
    expect(Buffer.from(first.secretKey, 'base64')).toHaveLength(32)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(openSecrets(file, { password: 'another' })).toEqual(first)
  })

  test('take over the sign-in that the first start was given', () => {
    openSecrets(file, { email: 'ana@example.com', password: 'pigeons' })
    expect(openSecrets(file)).toMatchObject({ adminEmail: 'ana@example.com', adminPassword: 'pigeons' })
  })

  test('remember that the password was shown, and stay private', () => {
    expect(openSecrets(file).signInPrinted).toBe(false)
    rememberSignInPrinted(file)
    expect(openSecrets(file).signInPrinted).toBe(true)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('are left alone when they are damaged', () => {
    writeFileSync(file, '{"secretKey":')
    expect(() => openSecrets(file)).toThrow('is damaged')
    expect(readFileSync(file, 'utf8')).toBe('{"secretKey":')
  })
})
