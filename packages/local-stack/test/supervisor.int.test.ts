import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { temporaryFolder } from '../src/index.js'
import { identify } from '../src/process-identity.js'
import { waitUntil } from '../src/wait-until.js'

const runStack = join(import.meta.dirname, 'run-stack.mjs')

let folder: string
let npm: ChildProcess | undefined
let output = ''

beforeEach(() => {
  folder = temporaryFolder('stack')
  output = ''
})

afterEach(async () => {
  npm?.kill('SIGTERM')
  await waitUntil(() => livingPids().length === 0, { withinMs: 12_000 })
  rmSync(folder, { recursive: true, force: true })
})

/** As a user does: npm, its shell, the supervisor. Resolves when the stack is ready or has ended. */
async function npmStart(behaviour = '', environment: Record<string, string> = {}) {
  const scripts = { start: `node ${runStack} ${folder} ${behaviour}; exit $?` } // two commands: the shell stays
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'pigeons', scripts }))
  const child = spawn('npm', ['start'], { cwd: folder, detached: true, env: { ...process.env, ...environment } })
  npm = child
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk
    })
  }
  await waitUntil(() => output.includes('Ctrl-C stops everything') || child.exitCode !== null, { withinMs: 30_000 })
  return child
}

const readPid = (name: string) =>
  existsSync(join(folder, name)) ? Number.parseInt(readFileSync(join(folder, name), 'utf8'), 10) : 0

function lock(): { supervisor?: { pid: number }; guardian?: { pid: number } } {
  const file = join(folder, 'data', 'running.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

let seen = new Set<number>()

/** Every process of the stack that was ever seen and still lives. */
function livingPids(): number[] {
  const { supervisor, guardian } = lock()
  const files = ['first.pid', 'second.pid', 'data/postgres/postmaster.pid', 'data/redis/redis.pid'].map(readPid)
  seen = new Set([...seen, ...files, supervisor?.pid ?? 0, guardian?.pid ?? 0].filter((pid) => pid > 0))
  return [...seen].filter((pid) => identify(pid) !== null)
}

const nothingIsLeft = () => waitUntil(() => livingPids().length === 0, { withinMs: 10_000 })

describe('npm start', () => {
  test('says where everything is, and shows the password once', async () => {
    await npmStart()
    expect(output).toMatch(/API {12}http:\/\/127\.0\.0\.1:\d+\n/)
    const { adminPassword } = JSON.parse(readFileSync(join(folder, 'data', 'secrets.json'), 'utf8'))
    expect(output).toContain(adminPassword)
    expect(statSync(join(folder, 'data', 'secrets.json')).mode & 0o777).toBe(0o600)
    expect(await waitUntil(() => output.includes('first warning: a pigeon is late (fog)'), { withinMs: 2_000 })).toBe(
      true,
    )

    process.kill(lock().supervisor?.pid as number, 'SIGINT')
    expect(await nothingIsLeft()).toBe(true)
    output = ''
    await npmStart()
    expect(output).toContain(`kept in ${join(folder, 'data', 'secrets.json')}`)
    expect(output).not.toContain(adminPassword)
  })

  test('a database without roles for the services is used as its owner, and a line says so', async () => {
    await npmStart() // the migrations of this test make none
    expect(output).toContain('as its owner, which does not keep workspaces apart by itself: the roles siaran_service')
    const { DATABASE_URL } = JSON.parse(readFileSync(join(folder, 'first.environment'), 'utf8'))
    expect(new URL(DATABASE_URL).username).toBe('siaran')
  })

  test('Ctrl-C ends everything', async () => {
    const child = await npmStart()
    expect(livingPids()).toHaveLength(6)
    process.kill(-(child.pid as number), 'SIGINT')
    expect(await nothingIsLeft()).toBe(true)
    expect(readFileSync(join(folder, 'first.ended'), 'utf8')).toBe('SIGTERM')
  })

  test.each([
    ['npm', (child: ChildProcess) => child.pid as number],
    ['the shell', () => identify(lock().supervisor?.pid as number)?.parent as number],
    ['the supervisor', () => lock().supervisor?.pid as number],
    ['the guardian', () => lock().guardian?.pid as number],
  ])('kill -9 of %s ends everything, with a service that does not listen too', async (_, whom) => {
    const child = await npmStart('deaf')
    expect(livingPids()).toHaveLength(6)
    process.kill(whom(child), 'SIGKILL')
    expect(await nothingIsLeft()).toBe(true)
  })

  test('a service that dies is started again', async () => {
    await npmStart()
    const pid = readPid('first.pid')
    process.kill(pid, 'SIGKILL')
    await waitUntil(() => readPid('first.pid') !== pid, { withinMs: 5_000 })
    expect(output).toContain('first ended (SIGKILL); it is started again in 1 s')
  })

  test('a killed Postgres and a killed Redis are started again where they were', async () => {
    await npmStart()
    for (const file of ['data/postgres/postmaster.pid', 'data/redis/redis.pid']) process.kill(readPid(file), 'SIGKILL')
    const bothAreBack = () => (output.match(/had ended; it was started again/g) ?? []).length === 2
    expect(await waitUntil(bothAreBack, { withinMs: 10_000 })).toBe(true)
  })
})

describe('npm start says in a sentence, with exit code 1 and nothing left running,', () => {
  async function failure(behaviour = '', environment: Record<string, string> = {}) {
    const child = await npmStart(behaviour, environment)
    if (child.exitCode === null) await once(child, 'exit')
    expect(child.exitCode).toBe(1)
    expect(await nothingIsLeft()).toBe(true)
    expect(output).not.toMatch(/^\s+at /m)
    return output
  }

  test('that the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    expect(await failure('', { PORT: String(port) })).toContain(`Port ${port} is in use`)
    other.close()
  })

  test('that Siaran runs in the folder already', async () => {
    await npmStart()
    const first = npm
    output = ''
    const second = await npmStart()
    expect(second.exitCode).toBe(1)
    expect(output).toMatch(/Siaran runs in .* already \(process \d+\)/)
    first?.kill('SIGTERM')
  })

  test('that the data folder is a file', async () => {
    writeFileSync(join(folder, 'data'), '')
    expect(await failure()).toContain('is not a folder')
  })

  test('that the secrets are damaged', async () => {
    await npmStart()
    process.kill(lock().supervisor?.pid as number, 'SIGINT')
    await nothingIsLeft()
    writeFileSync(join(folder, 'data', 'secrets.json'), '{')
    output = ''
    expect(await failure()).toContain('secrets.json is damaged')
  })

  test('that a service does not start, with its last words', async () => {
    expect(await failure('fails')).toContain('The configuration cannot be used: PIGEONS is missing')
  })

  test('that the database of DATABASE_URL does not answer', async () => {
    expect(await failure('', { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' })).toContain(
      'nobody listens there',
    )
  })
})
