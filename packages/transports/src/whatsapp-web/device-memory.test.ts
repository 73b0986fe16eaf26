import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, test } from '@jest/globals'
import { measureDevices } from './device-memory.js'

const FOLDER = '/nowhere/profiles'
/** Says that it runs, and holds so many bytes. */
const HOLDS =
  'const held = Buffer.alloc(Number(process.argv[1]), 1); console.log(held.length); setInterval(() => {}, 1000)'
const MIB = 1024 * 1024

const started: ChildProcess[] = []
afterEach(() => {
  for (const child of started.splice(0)) process.kill(-child.pid!, 'SIGKILL')
})

/** A process that holds some memory, with a "browser" that holds more and a "renderer" below that. */
async function device(folder: string, id: string) {
  const profile = `--user-data-dir=${folder}/${id}`
  const start = (bytes: number, ...args: string[]) => JSON.stringify(['-e', HOLDS, String(bytes), '--', ...args])
  const renderer = `spawn(process.execPath, ${start(60 * MIB, '--type=renderer', profile)}, { stdio: 'inherit' })`
  const browser = JSON.stringify(['-e', `const { spawn } = require('child_process'); ${renderer}`, '--', profile])
  const program = `const { spawn } = require('child_process'); spawn(process.execPath, ${browser}, { stdio: 'inherit' })`
  const child = spawn(process.execPath, ['-e', program], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] })
  started.push(child)
  await once(child.stdout!, 'data')
}

/** All but Linux tell nothing. */
const TOLD = process.platform === 'linux' ? ['first', 'second'] : []

test("a device takes what its process, its browser and the browser's helpers take; another folder's are not counted", async () => {
  await Promise.all([device(FOLDER, 'first'), device(FOLDER, 'second'), device('/nowhere/else', 'third')])
  const measured = await measureDevices(FOLDER)
  expect([...measured.keys()].sort()).toEqual(TOLD)
  for (const bytes of measured.values()) {
    expect(bytes).toBeGreaterThan(60 * MIB)
    expect(bytes).toBeLessThan(400 * MIB)
  }
})
