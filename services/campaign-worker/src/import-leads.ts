import { type ImportDefaults, importDefaults, type LiveEvents, type Payload } from '@siaran/contracts'
import {
  type BatchOutcome,
  beginImport,
  completeImport,
  type Database,
  failImport,
  type ImportFault,
  type ImportLead,
  importBatch,
  importSummary,
  isRefusal,
  readImportChunks,
  sentenceOf,
} from '@siaran/db'
import { done, type JobOutcome } from '@siaran/queue'
import type { Logger } from 'pino'
import { type CsvRecord, FileProblem, readCsv } from './csv-records.js'
import { mapColumns } from './lead-columns.js'
import { createRowReader, type RowReading } from './lead-row.js'

export interface ImportDeps {
  db: Database
  live: LiveEvents
  log: Logger
}

/** Rows in one transaction. */
const BATCH_ROWS = 1_000
const MOST_ROWS = 1_000_000
const TELL_EVERY_MS = 500

/**
 * Imports an uploaded file. Every row is dealt with once: it becomes a lead, updates one, counts as a duplicate or is
 * reported; a bad row never stops the rest. Rows, reports and counters of a batch are committed together, so a crash
 * resumes behind the last batch, and two workers on one import take turns without doing a row twice. While a batch is
 * written the next one is read: two of them and 1 MB of the file are all that is in memory.
 * A file that cannot be read ends the import as failed, with a sentence; what came before stays imported.
 */
export async function importLeads(
  { db, live, log }: ImportDeps,
  { importId }: Payload<'leads.import'>,
  signal: AbortSignal,
): Promise<JobOutcome> {
  const running = await beginImport(db, importId)
  if (running === null) return done()
  let toldAt = performance.now()

  const tell = async () => {
    toldAt = performance.now()
    const row = await db.prisma.import.findUnique({ where: { id: importId } })
    if (row !== null) live.publish({ workspaceId: row.workspaceId }, 'import:progress', importSummary(row))
    return row
  }

  let processed = running.processedRows
  /** Writes as many of the rows as the database takes at once; a row that it refuses even alone is reported instead. */
  const writeRows = async (rows: RowReading[]): Promise<BatchOutcome> => {
    try {
      return await importBatch(db, { importId, processedRows: processed, ...batchOf(rows) })
    } catch (err) {
      const [only] = rows
      if (!isRefusal(err) || only === undefined) throw err
      if (rows.length > 1) return writeRows(rows.slice(0, rows.length >> 1))
      const fault = { row: only.line, field: 'row', message: `The database refuses it: ${sentenceOf(err)}`, value: '' }
      log.warn({ err, importId, row: only.line }, 'a row of an import was refused by the database; reported')
      const batch = { rows: 1, invalidRows: 1, leads: [], faults: [fault] }
      return importBatch(db, { importId, processedRows: processed, ...batch })
    }
  }
  /** Writes the rows that follow the first `before` of the file. False when the import has ended, or was deleted. */
  const write = async (readings: RowReading[], before: number): Promise<boolean> => {
    for (const end = before + readings.length; processed < end; ) {
      signal.throwIfAborted()
      // What another worker has dealt with meanwhile is none of ours.
      const moved = await writeRows(readings.slice(processed - before))
      if (moved.kind === 'over') return false
      processed = moved.processedRows
    }
    if (performance.now() - toldAt >= TELL_EVERY_MS) await tell()
    return true
  }

  let row = 0
  let readings: RowReading[] = []
  let writing = Promise.resolve(true)
  /** Begins to write what was read once the batch before it is written; false as `write`. */
  const handOver = async (): Promise<boolean> => {
    if (!(await writing)) return false
    writing = write(readings, row - readings.length)
    writing.catch(() => {}) // heard by whoever awaits it next
    readings = []
    return true
  }

  try {
    const records = readCsv(readImportChunks(db, importId))
    const readRow = await openTable(records, running)
    for await (const record of records) {
      if (row === MOST_ROWS) throw new FileProblem(`The file has more than ${MOST_ROWS.toLocaleString('en')} rows`)
      row++
      if (readings.length === 0 && row <= processed) continue
      readings.push(readRow(record))
      if (readings.length >= BATCH_ROWS && !(await handOver())) return done()
    }
    if (!(await handOver()) || !(await writing)) return done()
    await completeImport(db, importId, row)
  } catch (err) {
    if (!(err instanceof FileProblem)) throw err
    if (!(await handOver()) || !(await writing)) return done()
    const kept = processed > 0 ? `. The ${processed.toLocaleString('en')} rows before it were dealt with` : ''
    await failImport(db, importId, `${err.message}${kept}`)
  } finally {
    await writing.catch(() => {})
  }

  const ended = await tell()
  log.info(
    {
      importId,
      workspaceId: running.workspaceId,
      outcome: ended?.status,
      rows: ended?.processedRows,
      invalidRows: ended?.invalidRows,
    },
    'import ended',
  )
  return done()
}

/** Takes the header off the records, and says how to read those that follow. */
async function openTable(
  records: AsyncGenerator<CsvRecord>,
  running: { defaults: unknown; defaultCountry: string },
): Promise<(record: CsvRecord) => RowReading> {
  const { value: header } = await records.next()
  if (header === undefined) throw new FileProblem('The file is empty')
  if ('malformed' in header) throw new FileProblem(`The header cannot be read: ${header.malformed.toLowerCase()}`)
  const columns = mapColumns(header.cells)
  if (columns.fields.phone === undefined)
    throw new FileProblem(`No column holds phones; name one of them Phone. The columns are: ${listed(header.cells)}`)
  const defaults: ImportDefaults = importDefaults.parse(running.defaults)
  return createRowReader({ columns, width: header.cells.length, defaults, defaultCountry: running.defaultCountry })
}

function batchOf(readings: RowReading[]) {
  const leads: (ImportLead & { place: number })[] = []
  const faults: ImportFault[] = []
  let invalidRows = 0
  for (const [place, reading] of readings.entries()) {
    if ('lead' in reading) leads.push({ place, ...reading.lead })
    else {
      invalidRows++
      faults.push(...reading.faults)
    }
  }
  return { rows: readings.length, invalidRows, leads, faults }
}

const listed = (titles: string[]) =>
  titles
    .slice(0, 12)
    .map((title) => `"${title.trim().slice(0, 40)}"`)
    .join(', ') + (titles.length > 12 ? `, and ${titles.length - 12} more` : '')
