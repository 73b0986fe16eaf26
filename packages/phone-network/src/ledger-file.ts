import { type FileHandle, open } from 'node:fs/promises'
import type { LedgerEntry } from './ledger.js'

/** Nothing that a phone received stays out of the file for longer than this. */
const FLUSH_AFTER_MS = 20

/** The ledger's JSONL file: a line an entry, only ever appended to. */
export interface LedgerFile {
  /** What the file held when it was opened. */
  readonly entries: LedgerEntry[]
  /** Writes within 20 ms, in order. Throws when an earlier write failed: a witness that forgets must say so. */
  append(entry: LedgerEntry): void
  /** Writes what is waiting and closes. Rejects when something could not be written. Tolerates being called twice. */
  close(): Promise<void>
}

/**
 * Opens the file, creating it when there is none. A last line without its end, torn by a crash, is cut off; a fault
 * anywhere else throws with its line number, because then the file is not what this process wrote.
 */
export async function openLedgerFile(path: string): Promise<LedgerFile> {
  const file = await open(path, 'a+')
  const entries = await readSound(file, path).catch(async (err) => {
    await file.close()
    throw err
  })

  let waiting = ''
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()
  let failure: unknown
  let closing: Promise<void> | undefined

  const flush = () => {
    timer = undefined
    const lines = waiting
    waiting = ''
    writing = writing
      .then(() => write(file, lines))
      .catch((err) => {
        failure ??= err
      })
  }

  return {
    entries,
    append(entry) {
      if (failure) throw new Error('The ledger can no longer be written', { cause: failure })
      waiting += `${JSON.stringify(entry)}\n`
      timer ??= setTimeout(flush, FLUSH_AFTER_MS)
    },
    close() {
      closing ??= (async () => {
        clearTimeout(timer)
        flush()
        await writing
        await file.close()
        if (failure) throw new Error('The ledger could not be written', { cause: failure })
      })()
      return closing
    },
  }
}

const write = async (file: FileHandle, lines: string) => {
  if (lines !== '') await file.appendFile(lines)
}

/** Reads the file, and cuts off a last line that is torn. */
async function readSound(file: FileHandle, path: string): Promise<LedgerEntry[]> {
  const { entries, sound } = readEntries(await file.readFile(), path)
  await file.truncate(sound)
  return entries
}

/** Reads whole lines; `sound` is how many bytes they take. */
function readEntries(bytes: Buffer, path: string): { entries: LedgerEntry[]; sound: number } {
  const sound = bytes.lastIndexOf('\n') + 1
  const lines = bytes.toString('utf8', 0, sound).split('\n').slice(0, -1)
  const entries = lines.map((line, index) => {
    const entry = parseLine(line)
    if (entry?.seq !== index + 1) throw new Error(`${path}, line ${index + 1}: not the ledger's entry ${index + 1}`)
    return entry
  })
  return { entries, sound }
}

function parseLine(line: string): LedgerEntry | null {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
