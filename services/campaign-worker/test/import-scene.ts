import { expect } from '@jest/globals'
import { type ImportDefaults, type LiveEvent, type LiveEvents, liveEvents } from '@siaran/contracts'
import { insertDevice, insertWorkspace, testLog as log, openTestStores } from '@siaran/testkit'
import { importLeads } from '../src/import-leads.js'

const never = new AbortController().signal

export const phoneOf = (i: number) => `+6012${String(1_000_000 + i)}`
export const fileOf = (rows: number, from = 0) =>
  `phone,name\n${Array.from({ length: rows }, (_, i) => `${phoneOf(from + i)},Lead ${from + i}\n`).join('')}`

type Upload = { mode?: 'skip' | 'update'; deviceId?: string; defaults?: ImportDefaults; chunkBytes?: number }

/** Stores, and from each `begin` on a new Malaysian workspace with one device, into which files are imported. */
export async function openImportScene() {
  const stores = await openTestStores()
  const { db } = stores
  const told: LiveEvent<'import:progress'>[] = []
  let workspaceId: string
  let deviceId: string

  const live: LiveEvents = {
    publish(_, name, payload) {
      liveEvents[name].parse(payload)
      if (name === 'import:progress') told.push(payload as LiveEvent<'import:progress'>)
    },
  }

  /** As the API leaves an upload behind. */
  async function upload(file: string | Buffer, { mode = 'skip', chunkBytes = 262_144, ...more }: Upload = {}) {
    const { id } = await db.prisma.import.create({
      data: { workspaceId, mode, deviceId: more.deviceId ?? null, defaults: more.defaults ?? {}, status: 'pending' },
    })
    const bytes = Buffer.from(file as string)
    for (let at = 0, position = 0; at < bytes.length; at += chunkBytes, position++)
      await db.prisma.importChunk.create({
        data: { importId: id, position, bytes: bytes.subarray(at, at + chunkBytes) },
      })
    return id
  }

  const run = (importId: string, as: { db?: typeof db; signal?: AbortSignal } = {}) =>
    importLeads({ db: as.db ?? db, live, log }, { importId }, as.signal ?? never)

  async function resultOf(id: string) {
    const row = await db.prisma.import.findUniqueOrThrow({
      where: { id },
      include: { errors: { orderBy: [{ row: 'asc' }, { field: 'asc' }] }, chunks: { select: { position: true } } },
    })
    const counts = [row.importedRows, row.updatedRows, row.duplicateRows, row.invalidRows]
    expect(row.processedRows).toBe(counts.reduce((sum, one) => sum + one, 0))
    return row
  }

  return {
    stores,
    db,
    get workspaceId() {
      return workspaceId
    },
    get deviceId() {
      return deviceId
    },
    /** The progress that was told. */
    told,
    upload,
    /** A worker's work on an upload, on another database than the scene's where one is named. */
    run,
    resultOf,
    async imported(file: string | Buffer, options?: Upload) {
      const id = await upload(file, options)
      await run(id)
      return resultOf(id)
    },
    leads: () => db.prisma.lead.findMany({ where: { workspaceId }, orderBy: { phone: 'asc' } }),
    async begin() {
      workspaceId = (await insertWorkspace(db, { defaultCountry: 'MY' })).id
      deviceId = (await insertDevice(db, { workspaceId })).id
      told.length = 0
    },
    close: () => stores.close(),
  }
}

export type ImportScene = Awaited<ReturnType<typeof openImportScene>>
