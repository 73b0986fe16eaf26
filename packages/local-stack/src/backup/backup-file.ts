import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip, type Gzip } from 'node:zlib'
import { z } from 'zod'
import { StartFailure } from '../start-failure.js'

const header = z.object({
  format: z.literal('siaran-backup'),
  version: z.literal(1),
  /** The instant of the snapshot, by Postgres' clock. */
  takenAt: z.iso.datetime(),
  /** What the database was migrated with, in order. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** Without the key the credentials in the rows cannot be opened. */
  secrets: z.object({ secretKey: z.string(), adminEmail: z.string(), adminPassword: z.string() }),
})
export type BackupHeader = z.infer<typeof header>

/** A backup as it is read: first the header, then each table before its rows, each row as Postgres writes it. */
export type BackupEntry = { header: BackupHeader } | { table: string; columns: string[] } | { row: string }

/**
 * Lines of JSON, packed: the header, the tables with their rows (a row is a string), how many rows each had, and last the sum
 * over all lines. The file is only ever there whole (renamed into place), and only its owner may read it (0600).
 * Throws a {@link StartFailure} where it cannot be written, and leaves nothing; killed, it leaves `<file>.unfinished`.
 */
export async function writeBackup(file: string, entries: AsyncIterable<BackupEntry>): Promise<{ rows: number }> {
  const unfinished = `${file}.unfinished`
  const packed = createGzip({ level: 1 })
  const written = writePacked(packed, unfinished)
  written.catch(() => {}) // awaited below
  const sum = createHash('sha256')
  let rows = 0
  const write = async (line: unknown) => {
    const text = `${JSON.stringify(line)}\n`
    sum.update(text)
    if (!packed.write(text)) await Promise.race([once(packed, 'drain'), written])
  }
  try {
    for await (const entry of entries) {
      if ('row' in entry) {
        await write(entry.row)
        rows++
      } else await write(entry)
    }
    packed.end(`${JSON.stringify({ rows, sha256: sum.digest('hex') })}\n`)
    await written
    const handle = openSync(unfinished, 'r')
    fsyncSync(handle)
    closeSync(handle)
    renameSync(unfinished, file)
    return { rows }
  } catch (err) {
    packed.destroy()
    await written.catch(() => {})
    if (existsSync(unfinished)) rmSync(unfinished)
    throw unwritable(file, err)
  }
}

async function writePacked(packed: Gzip, unfinished: string): Promise<void> {
  rmSync(unfinished, { force: true }) // of one that was killed
  await pipeline(packed, createWriteStream(unfinished, { mode: 0o600, flags: 'wx' }))
}

const reasons: Record<string, string> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'a file stands where its folder should be',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  EDQUOT: 'no space is left to this user',
  EFBIG: 'it would be larger than files may be here',
}

function unwritable(file: string, err: unknown): unknown {
  const reason = reasons[(err as NodeJS.ErrnoException).code ?? '']
  return reason === undefined
    ? err
    : new StartFailure(`${file} cannot be written (${reason}): nothing was backed up.`, { cause: err })
}

/** Reads a backup to its end. Throws a {@link StartFailure} when it is none, is cut off or was changed. */
export async function* readBackup(file: string): AsyncGenerator<BackupEntry> {
  const sum = createHash('sha256')
  let rows = 0
  let isWhole = false
  let isFirst = true
  const packed = createReadStream(file)
  const text = packed.pipe(createGunzip())
  packed.once('error', (err) => text.destroy(err))
  try {
    for await (const line of linesOf(text)) {
      if (isWhole) throw damaged(file, 'something stands behind its end')
      const value = JSON.parse(line) as unknown
      if (isFirst) {
        const parsed = z.object({ header }).safeParse(value)
        if (!parsed.success) throw new StartFailure(`${file} is no backup of Siaran, or of a version that came later.`)
        yield parsed.data
      } else if (typeof value === 'string') {
        rows++
        yield { row: value }
      } else if (value !== null && typeof value === 'object' && 'sha256' in value) {
        const end = value as { rows?: unknown; sha256: unknown }
        if (end.sha256 !== sum.copy().digest('hex') || end.rows !== rows) throw damaged(file, 'its sum is another')
        isWhole = true
      } else yield value as BackupEntry
      isFirst = false
      sum.update(`${line}\n`)
    }
  } catch (err) {
    if (err instanceof StartFailure) throw err
    const { code, message } = err as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new StartFailure(`There is no file ${file}.`)
    throw damaged(file, message)
  }
  if (!isWhole) throw damaged(file, 'it is cut off')
}

/** Unlike readline's, these end with the failure of what they are read from. */
async function* linesOf(text: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = Buffer.alloc(0)
  for await (const chunk of text) {
    rest = Buffer.concat([rest, chunk])
    let from = 0
    for (let end = rest.indexOf(NEWLINE, from); end !== -1; end = rest.indexOf(NEWLINE, from)) {
      yield rest.toString('utf8', from, end)
      from = end + 1
    }
    rest = rest.subarray(from)
  }
  if (rest.length > 0) yield rest.toString('utf8')
}

const NEWLINE = 0x0a

const damaged = (file: string, why: string) => new StartFailure(`${file} is damaged (${why}): nothing was restored.`)
