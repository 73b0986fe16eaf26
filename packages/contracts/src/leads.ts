import { z } from 'zod'
import { instant, pageQuery } from './envelope.js'

export const targetStatuses = ['prospect', 'customer'] as const

/** Up to 50 values of a lead that have no field of their own. */
export const attributes = z
  .record(z.string().min(1).max(64), z.union([z.string().max(2_000), z.number(), z.boolean()]))
  .refine((value) => Object.keys(value).length <= 50, 'at most 50 attributes')

const text = (max: number) => z.string().trim().max(max)

export const leadBody = z.strictObject({
  phone: z.string().min(1).max(40),
  deviceId: z.uuid().nullable().optional(),
  firstName: text(120).nullable().optional(),
  lastName: text(120).nullable().optional(),
  email: z.email().max(254).nullable().optional(),
  company: text(200).nullable().optional(),
  niche: text(120).nullable().optional(),
  targetStatus: z.enum(targetStatuses).nullable().optional(),
  trigger: text(120).nullable().optional(),
  timezone: text(64).nullable().optional(),
  attributes: attributes.optional(),
})

export const leadPatch = leadBody.partial()

export const leadQuery = pageQuery.extend({
  niche: z.string().max(120).optional(),
  targetStatus: z.enum(targetStatuses).optional(),
  deviceId: z.uuid().optional(),
  trigger: z.string().max(120).optional(),
  search: z.string().trim().min(1).max(120).optional(),
})

export const leadView = z.object({
  id: z.uuid(),
  phone: z.string(),
  deviceId: z.uuid().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  email: z.string().nullable(),
  company: z.string().nullable(),
  niche: z.string().nullable(),
  targetStatus: z.enum(targetStatuses).nullable(),
  trigger: z.string().nullable(),
  timezone: z.string().nullable(),
  attributes: z.record(z.string(), z.unknown()),
  createdAt: instant,
  updatedAt: instant,
})
export type LeadView = z.infer<typeof leadView>

export const importModes = ['skip', 'update'] as const
/** Values for every row whose file has no (or an empty) cell of that name. */
export const importDefaults = leadBody.omit({ phone: true, deviceId: true }).partial()
export type ImportDefaults = z.infer<typeof importDefaults>

/** The fields of the multipart form beside `file`. */
export const importFields = z.strictObject({
  deviceId: z.uuid().optional(),
  mode: z.enum(importModes).default('skip'),
  defaults: importDefaults.default({}),
})

export const importStatuses = ['uploading', 'pending', 'running', 'completed', 'failed'] as const
export const importView = z.object({
  id: z.uuid(),
  status: z.enum(importStatuses),
  mode: z.enum(importModes),
  fileName: z.string().nullable(),
  failureReason: z.string().nullable(),
  totalRows: z.number(),
  importedRows: z.number(),
  updatedRows: z.number(),
  duplicateRows: z.number(),
  invalidRows: z.number(),
  /** The first 100; all of them in `errors.csv`. */
  errors: z.array(z.object({ row: z.number(), field: z.string(), message: z.string() })),
  createdAt: instant,
  completedAt: instant.nullable(),
})
export type ImportView = z.infer<typeof importView>
export const importAccepted = z.object({ id: z.uuid(), status: z.enum(importStatuses) })
