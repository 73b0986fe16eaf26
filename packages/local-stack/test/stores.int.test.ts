import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { startPostgres, startRedis, temporaryFolder } from '../src/index.js'
import { identify } from '../src/process-identity.js'
import { askServer } from './ask-server.js'

let folder: string
const running: { stop(): Promise<void> }[] = []

beforeEach(() => {
  folder = temporaryFolder('test')
})

afterEach(async () => {
  await Promise.all(running.splice(0).map((store) => store.stop()))
  rmSync(folder, { recursive: true, force: true })
})

async function postgres() {
  const store = await startPostgres({ dataDir: join(folder, 'postgres'), password: 'secret', durable: false })
  running.push(store)
  return store
}

async function redis(durable = true, dataDir = join(folder, 'redis')) {
  const store = await startRedis({ dataDir, password: 'secret', durable })
  running.push(store)
  return store
}

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describe('the embedded Postgres', () => {
  test('keeps its data from one start to the next', async () => {
    const first = await postgres()
    await query(first.url, 'create table pigeons as select 7 as count')
    await first.stop()
    const second = await postgres()
    expect(await query(second.url, 'select count from pigeons')).toEqual([{ count: 7 }])
  })

  test('is reached with its password alone', async () => {
    const { url } = await postgres()
    await expect(query(url.replace('secret', 'guess'), 'select 1')).rejects.toThrow('password authentication failed')
  })

  test('an orphan of a killed start is ended, and its data taken over', async () => {
    const orphan = await postgres()
    await query(orphan.url, 'create table pigeons as select 7 as count')
    const next = await postgres()
    expect(identify(orphan.pid)).toBeNull()
    expect(await query(next.url, 'select count from pigeons')).toEqual([{ count: 7 }])
  })

  test('a data folder that is none is refused in one sentence', async () => {
    mkdirSync(join(folder, 'postgres'))
    writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '17')
    await expect(postgres()).rejects.toThrow(/is not a whole Postgres data folder/)
  })
})

describe('the embedded Redis', () => {
  test('keeps its data from one start to the next', async () => {
    const first = await redis()
    await askServer(first.url, 'SET pigeons 7')
    await first.stop()
    const second = await redis()
    expect(await askServer(second.url, 'GET pigeons')).toContain('7')
  })

  test('an orphan of a killed start is ended', async () => {
    const orphan = await redis()
    await redis()
    expect(identify(orphan.pid)).toBeNull()
  })

  test('data that cannot be read is set aside, and it begins empty', async () => {
    const first = await redis()
    await askServer(first.url, 'SET pigeons 7')
    await first.stop()
    const data = readdirSync(versions())[0] as string
    writeFileSync(join(versions(), data, 'appendonlydir', 'appendonly.aof.1.incr.aof'), 'this is no log of Redis\n')
    const second = await redis()
    expect(await askServer(second.url, 'GET pigeons')).toBe('$-1')
    expect(readdirSync(versions()).some((name) => name.includes('unreadable'))).toBe(true)
  })

  test('below a path that is too long for a socket it listens on the loopback, with a password', async () => {
    const { url } = await redis(true, join(folder, 'a-long-name'.repeat(10)))
    expect(url).toMatch(/^redis:\/\/:secret@127\.0\.0\.1:\d+$/)
    expect(await askServer(url, 'PING')).toBe('+PONG')
    expect(await askServer(url.replace('secret', 'guess'), 'PING')).toMatch(/^-/)
  })

  const versions = () => join(folder, 'redis')
})
