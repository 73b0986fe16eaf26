import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { temporaryFolder } from '../temporary-folder.js'
import { waitUntil } from '../wait-until.js'
import { type BackupEntry, type BackupHeader, readBackup, writeBackup } from './backup-file.js'

const header: BackupHeader = {
  format: 'siaran-backup',
  version: 1,
  takenAt: '2026-11-28T04:00:00.000Z',
  migrations: [{ name: '20261122000000_init', checksum: 'f00' }],
  secrets: { secretKey: 'key', adminEmail: 'ana@example.com', adminPassword: 'pigeons' },
}
const entries: BackupEntry[] = [{ header }, { table: 'leads', columns: ['id'] }, { row: '(1)' }, { row: '("a\nb")' }]

let folder: string
let file: string

beforeEach(() => {
  folder = temporaryFolder('backup')
  file = join(folder, 'monday.backup')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function* each(some: BackupEntry[]) {
  yield* some
}
const write = (name = file) => writeBackup(name, each(entries))

async function read(): Promise<BackupEntry[]> {
  const found: BackupEntry[] = []
  for await (const entry of readBackup(file)) found.push(entry)
  return found
}

/** A process of its own that writes rows of noise to the file without an end. It exits with 1 and says why when it cannot. */
function writeWithoutEnd(limit = '') {
  const module = pathToFileURL(join(import.meta.dirname, '../../dist/backup/backup-file.js')).href
  const script = `
    const { randomBytes } = await import('node:crypto')
    const { writeBackup } = await import(${JSON.stringify(module)})
    async function* noise() {
      yield ${JSON.stringify({ header })}
      for (;;) {
        yield { row: randomBytes(10_000).toString('base64') }
        await new Promise(setImmediate)
      }
    }
    await writeBackup(${JSON.stringify(file)}, noise()).catch((err) => { console.log(err.message); process.exit(1) })`
  const shell = `${limit} exec "$0" --input-type=module -e "$1"`
  return spawn('sh', ['-c', shell, process.execPath, script], { stdio: ['ignore', 'pipe', 'inherit'] })
}

describe('the file of a backup', () => {
  test('gives back what was put into it', async () => {
    expect(await write()).toEqual({ rows: 2 })
    expect(await read()).toEqual(entries)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['monday.backup'])
  })

  test('is not there when its writer is killed, and what is left of it does not keep the next one from it', async () => {
    const writer = writeWithoutEnd()
    const size = () => statSync(`${file}.unfinished`, { throwIfNoEntry: false })?.size ?? 0
    expect(await waitUntil(() => size() > 100_000, { withinMs: 20_000 })).toBe(true)
    writer.kill('SIGKILL')
    await once(writer, 'close')
    expect(readdirSync(folder)).toEqual(['monday.backup.unfinished'])
    await write()
    expect(await read()).toEqual(entries)
    expect(readdirSync(folder)).toEqual(['monday.backup'])
  })

  test('when no more can be written, a sentence says so, and nothing is left', async () => {
    const writer = writeWithoutEnd('ulimit -f 128;') // 64 KB
    let said = ''
    writer.stdout!.on('data', (chunk) => {
      said += chunk
    })
    expect(await once(writer, 'close')).toEqual([1, null])
    expect(said).toBe(`${file} cannot be written (it would be larger than files may be here): nothing was backed up.\n`)
    expect(readdirSync(folder)).toEqual([])
  })

  test.each([
    ['does not exist', 'its folder does not exist', () => join(folder, 'nowhere', 'monday.backup')],
    [
      'is a file',
      'a file stands where its folder should be',
      () => {
        writeFileSync(file, '')
        return join(file, 'monday.backup')
      },
    ],
  ])('a folder that %s is refused in one sentence', async (_, reason, place) => {
    const name = place()
    await expect(write(name)).rejects.toThrow(`${name} cannot be written (${reason}): nothing was backed up.`)
  })

  test('a folder that this user may not write to is refused in one sentence', async () => {
    chmodSync(folder, 0o555)
    const isRoot = process.geteuid!() === 0
    if (isRoot) process.seteuid!(65_534) // root may write everywhere
    try {
      await expect(write()).rejects.toThrow(
        `${file} cannot be written (this user may not write there): nothing was backed up.`,
      )
    } finally {
      if (isRoot) process.seteuid!(0)
    }
    expect(existsSync(file)).toBe(false)
  })

  test('a failure of what is backed up is passed on, and nothing is left', async () => {
    async function* failing() {
      yield* entries
      throw new Error('the database is gone')
    }
    await expect(writeBackup(file, failing())).rejects.toThrow('the database is gone')
    expect(readdirSync(folder)).toEqual([])
  })
})
