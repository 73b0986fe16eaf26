import type { ImportView } from '@siaran/contracts'
import type { Database } from './database.js'
import type { Import } from './generated/client.js'
import { statement } from './statement.js'

export interface ImportLead {
  phone: string
  firstName: string | null
  lastName: string | null
  email: string | null
  company: string | null
  niche: string | null
  targetStatus: string | null
  trigger: string | null
  timezone: string | null
  attributes: Record<string, string | number | boolean>
}

/** What is wrong with one cell (`field`) of a row, or with the `row` itself. */
export interface ImportFault {
  row: number
  field: string
  message: string
  value: string
}

export interface ImportBatch {
  importId: string
  /** Rows dealt with before this batch: where the import must stand. */
  processedRows: number
  /** All rows of the batch, and the bad ones among them. */
  rows: number
  invalidRows: number
  /** The good ones; `place` orders them within the batch. */
  leads: (ImportLead & { place: number })[]
  faults: ImportFault[]
}

export type BatchOutcome =
  | { kind: 'moved'; processedRows: number }
  /** Nothing was done: another worker has moved on to here. */
  | { kind: 'elsewhere'; processedRows: number }
  /** Nothing was done: the import has ended or is gone. */
  | { kind: 'over' }

const begin = statement<{ workspaceId: string; defaults: unknown; processedRows: number; defaultCountry: string }>(
  'begin-import',
)
const writeBatch = statement<{ processedRows: number }>('import-leads')
const end = statement<{ id: string }>('end-import')
const readChunks = statement<{ position: number; bytes: Buffer }>('read-import-chunks')

/** Takes up an import, from where it stands; null when there is nothing (more) to do for it. */
export const beginImport = async (db: Database, importId: string) => (await begin(db, [importId]))[0] ?? null

/** Deals with one batch: leads, reports and counters in one statement, once, whoever asks and however often. */
export async function importBatch(db: Database, batch: ImportBatch): Promise<BatchOutcome> {
  const { importId, processedRows, rows, invalidRows, leads, faults } = batch
  const [moved] = await writeBatch(db, [
    importId,
    processedRows,
    rows,
    invalidRows,
    leads.map(({ place }) => place),
    leads.map(({ phone }) => phone),
    leads.map(({ firstName }) => firstName),
    leads.map(({ lastName }) => lastName),
    leads.map(({ email }) => email),
    leads.map(({ company }) => company),
    leads.map(({ niche }) => niche),
    leads.map(({ targetStatus }) => targetStatus),
    leads.map(({ trigger }) => trigger),
    leads.map(({ timezone }) => timezone),
    leads.map(({ attributes }) => JSON.stringify(attributes)),
    faults.map(({ row }) => row),
    faults.map(({ field }) => field),
    faults.map(({ message }) => message),
    faults.map(({ value }) => value),
  ])
  if (moved !== undefined) return { kind: 'moved', processedRows: moved.processedRows }
  const now = await db.prisma.import.findUnique({
    where: { id: importId },
    select: { status: true, processedRows: true },
  })
  return now?.status === 'running' ? { kind: 'elsewhere', processedRows: now.processedRows } : { kind: 'over' }
}

/** Ends an import that has dealt with all of its `rows`, and removes the file. False when it had ended before. */
export const completeImport = async (db: Database, importId: string, rows: number): Promise<boolean> =>
  (await end(db, [importId, 'completed', null, rows])).length > 0

/** Ends an import for a reason that people will read, and removes the file. False when it had ended before. */
export const failImport = async (db: Database, importId: string, reason: string): Promise<boolean> =>
  (await end(db, [importId, 'failed', reason, null])).length > 0

/** The uploaded file, from its beginning, at most 1 MB (four pieces of 256 KB) of it in memory. */
export async function* readImportChunks(db: Database, importId: string): AsyncGenerator<Buffer> {
  let after = -1
  for (;;) {
    const pieces = await readChunks(db, [importId, after, 4])
    if (pieces.length === 0) return
    for (const piece of pieces) yield piece.bytes
    after = pieces.at(-1)!.position
  }
}

/** Removes uploads that broke off with the API that took them: those begun before `before` and still uploading. */
export const removeAbandonedUploads = async (db: Database, before: Date): Promise<number> =>
  (await db.prisma.import.deleteMany({ where: { status: 'uploading', createdAt: { lt: before } } })).count

/** An import as callers see it, without its errors. */
export function importSummary(row: Import): Omit<ImportView, 'errors'> {
  return {
    id: row.id,
    status: row.status as ImportView['status'],
    mode: row.mode as ImportView['mode'],
    fileName: row.fileName,
    failureReason: row.failureReason,
    totalRows: row.processedRows,
    importedRows: row.importedRows,
    updatedRows: row.updatedRows,
    duplicateRows: row.duplicateRows,
    invalidRows: row.invalidRows,
    createdAt: row.createdAt.toISOString(),
    completedAt: row.completedAt?.toISOString() ?? null,
  }
}
