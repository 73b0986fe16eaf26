import { type ImportDefaults, importDefaults, type LiveEvents, type Payload } from '@siaran/contracts'
import {
  beginImport,
  completeImport,
  type Database,
  failImport,
  type ImportFault,
  type ImportLead,
  importBatch,
  importSummary,
  readImportChunks,
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

/**
 * Rows in one transaction. Measured on 100,000 rows: 17–21k rows/s with 250, 1,000 and 4,000 alike; the event loop is
 * held for at most 20, 70 and 170 ms, so more would only be felt by the other jobs of the process.
 */
const BATCH_ROWS = 1_000
const MOST_ROWS = 1_000_000
const TELL_EVERY_MS = 500

/**
 * Imports an uploaded file. Every row is dealt with once: it becomes a lead, updates one, counts as a duplicate or is
 * reported; a bad row never stops the rest. Rows, reports and counters of a batch are committed together, so a crash
 * resumes behind the last batch, and two workers on one import take turns without doing a row twice.
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
  let readings: RowReading[] = []
  /** False when the import is no longer ours to go on with: it has ended, or was deleted. */
  const commit = async (): Promise<boolean> => {
    while (readings.length > 0) {
      signal.throwIfAborted()
      const moved = await importBatch(db, { importId, processedRows: processed, ...batchOf(readings) })
      if (moved.kind === 'over') return false
      // Another worker was faster: what it has dealt with is none of ours.
      const dealtWith = moved.kind === 'moved' ? readings.length : Math.max(0, moved.processedRows - processed)
      readings = readings.slice(dealtWith)
      processed = moved.processedRows
    }
    if (performance.now() - toldAt >= TELL_EVERY_MS) await tell()
    return true
  }

  try {
    let row = 0
    const records = readCsv(readImportChunks(db, importId))
    const readRow = await openTable(records, running)
    for await (const record of records) {
      if (row === MOST_ROWS) throw new FileProblem(`The file has more than ${MOST_ROWS.toLocaleString('en')} rows`)
      row++
      if (row <= processed) continue
      readings.push(readRow(record))
      if (readings.length >= BATCH_ROWS && !(await commit())) return done()
    }
    if (!(await commit())) return done()
    await completeImport(db, importId, row)
  } catch (err) {
    if (!(err instanceof FileProblem)) throw err
    if (!(await commit())) return done()
    const kept = processed > 0 ? `. The ${processed.toLocaleString('en')} rows before it were dealt with` : ''
    await failImport(db, importId, `${err.message}${kept}`)
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
