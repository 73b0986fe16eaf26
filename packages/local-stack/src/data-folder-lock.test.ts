import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { lockDataFolder } from './data-folder-lock.js'
import { identify } from './process-identity.js'
import { temporaryFolder } from './temporary-folder.js'

let folder: string
let file: string

beforeEach(() => {
  folder = temporaryFolder('lock')
  file = join(folder, 'running.json')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the lock of a data folder', () => {
  test('is refused while its holder lives, and free after the release', async () => {
    const lock = await lockDataFolder(file, folder)
    await expect(lockDataFolder(file, folder)).rejects.toThrow(`already (process ${process.pid})`)
    lock.release()
    expect(existsSync(file)).toBe(false)
  })

  test('is taken over when its holder is dead and the number belongs to somebody else', async () => {
    writeFileSync(file, JSON.stringify({ supervisor: { pid: process.pid, startedAt: 'another time' } }))
    await expect(lockDataFolder(file, folder)).resolves.toBeDefined()
  })

  test('is waited for while a guardian is still cleaning up', async () => {
    const guardian = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 600)'])
    await once(guardian, 'spawn')
    const dead = { pid: process.pid, startedAt: 'another time' }
    writeFileSync(file, JSON.stringify({ supervisor: dead, guardian: identify(guardian.pid as number) }))
    await lockDataFolder(file, folder)
    expect(identify(guardian.pid as number)).toBeNull()
  })
})
