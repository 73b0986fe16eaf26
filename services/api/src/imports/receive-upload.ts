import { createHash, type Hash } from 'node:crypto'
import type { Multipart, MultipartFile } from '@fastify/multipart'
import { importFields } from '@siaran/contracts'
import type { Database } from '@siaran/db'
import { isTimeZone } from '@siaran/domain'
import type { z } from 'zod'
import type { Caller } from '../caller.js'
import { invalid, Problem } from '../problem.js'
import { readDevice } from '../read-device.js'
import { type Fault, faultsOf, unstorableTexts } from '../validation-faults.js'

/** Also what the worker reads at once: small enough for many uploads, large enough for few statements. */
const CHUNK_BYTES = 262_144
const FILE_NAME_LENGTH = 200

export interface Upload {
  importId: string
  form: z.output<typeof importFields>
  /** SHA-256 of the file and the fields, when it was asked for. */
  digest: Buffer | undefined
}

/**
 * Takes an upload in: the file goes into `import_chunks` piece by piece as it comes, never more than a piece of it in
 * memory; fields may stand before or behind it. The import is left in state `uploading`. When anything is wrong with the
 * form, or the connection breaks, nothing of it stays.
 */
export async function receiveUpload(
  db: Database,
  caller: Caller,
  parts: AsyncIterable<Multipart>,
  maxFileBytes: number,
  wantsDigest = false,
): Promise<Upload> {
  const digest = wantsDigest ? createHash('sha256') : undefined
  const fields = new Map<string, unknown>()
  const faults: Fault[] = []
  let importId: string | undefined
  try {
    for await (const part of readable(parts)) {
      if (part.type === 'field') {
        if (part.valueTruncated) faults.push({ path: part.fieldname, message: 'Too long' })
        else if (part.value !== '') fields.set(part.fieldname, part.value)
      } else if (part.fieldname !== 'file' || importId !== undefined) {
        faults.push({ path: part.fieldname, message: importId ? 'One file at a time' : 'There is no such field' })
        part.file.resume()
      } else {
        importId = await createImport(db, caller, part)
        const isEmpty = (await storeFile(db, importId, part, digest)) === 0
        if (part.file.truncated) throw tooLarge(maxFileBytes)
        if (isEmpty && !part.filename) importId = void (await removeImport(db, importId))
      }
    }
    if (importId === undefined)
      throw new Problem('import.file_missing', 'Send the CSV as the field "file"', [
        { path: 'file', message: 'The file is missing' },
        ...faults,
      ])
    const form = await readForm(db, caller, fields, faults)
    digest?.update(JSON.stringify([...fields].sort()))
    return { importId, form, digest: digest?.digest() }
  } catch (err) {
    if (importId !== undefined) await removeImport(db, importId)
    throw err
  }
}

export const tooLarge = (maxFileBytes: number): Problem =>
  new Problem('import.too_large', `The file is larger than ${Math.floor(maxFileBytes / 1_048_576)} MB`)

async function createImport(db: Database, { workspaceId }: Caller, { filename }: MultipartFile): Promise<string> {
  const fileName = filename?.replace(/\p{Cc}/gu, '').slice(0, FILE_NAME_LENGTH) || null
  const data = { workspaceId, mode: 'skip', fileName }
  return (await db.prisma.import.create({ data, select: { id: true } })).id
}

export const removeImport = async (db: Database, id: string) => {
  await db.prisma.import.deleteMany({ where: { id } })
}

/** Answers how many bytes there were. Waits for the database before it reads on. */
async function storeFile(db: Database, importId: string, { file }: MultipartFile, digest?: Hash): Promise<number> {
  let piece = Buffer.allocUnsafe(CHUNK_BYTES)
  let filled = 0
  let position = 0
  const storePiece = async () => {
    await db.prisma.importChunk.create({ data: { importId, position, bytes: piece.subarray(0, filled) } })
    position++
    piece = Buffer.allocUnsafe(CHUNK_BYTES)
    filled = 0
  }
  for await (const data of readable<Buffer>(file)) {
    digest?.update(data)
    for (let at = 0; at < data.length; ) {
      const taken = data.copy(piece, filled, at)
      at += taken
      filled += taken
      if (filled === CHUNK_BYTES) await storePiece()
    }
  }
  const bytes = position * CHUNK_BYTES + filled
  if (filled > 0) await storePiece()
  return bytes
}

/** A form that is broken, or breaks off, is the caller's: 400. */
async function* readable<Piece>(source: AsyncIterable<Piece>): AsyncGenerator<Piece> {
  try {
    yield* source
  } catch (err) {
    if ((err as { statusCode?: number }).statusCode !== undefined) throw err
    throw new Problem('request.malformed', 'The form could not be read', undefined, { cause: err })
  }
}

async function readForm(db: Database, caller: Caller, fields: Map<string, unknown>, faults: Fault[]) {
  const written = Object.fromEntries(fields)
  if (typeof written.defaults === 'string') written.defaults = readJson(written.defaults, faults)
  faults.push(...unstorableTexts(written))
  const parsed = importFields.safeParse(written)
  if (!parsed.success) faults.push(...faultsOf(parsed.error.issues))
  else if (parsed.data.defaults.timezone && !isTimeZone(parsed.data.defaults.timezone))
    faults.push({ path: 'defaults.timezone', message: 'Not a time zone, as Asia/Kuala_Lumpur' })
  if (!parsed.success || faults.length > 0) throw invalid(...faults)
  if (parsed.data.deviceId !== undefined) await readDevice(db, caller, parsed.data.deviceId)
  return parsed.data
}

function readJson(text: string, faults: Fault[]): unknown {
  try {
    return JSON.parse(text)
  } catch {
    faults.push({ path: 'defaults', message: 'Not valid JSON' })
    return undefined
  }
}
