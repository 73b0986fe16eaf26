import { z } from 'zod'
import { exampleIds, instant, pageQuery } from './envelope.js'

export const targetStatuses = ['prospect', 'customer'] as const

/** Up to 50 values of a lead that have no field of their own. */
export const attributes = z
  .record(z.string().min(1).max(64), z.union([z.string().max(2_000), z.number(), z.boolean()]))
  .refine((value) => Object.keys(value).length <= 50, 'at most 50 attributes')

const text = (max: number) => z.string().trim().max(max)

const leadFields = z.strictObject({
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
export const leadBody = leadFields.meta({
  examples: [
    {
      phone: '012-345 6789',
      firstName: 'Aisyah',
      email: 'aisyah@example.com',
      niche: 'skincare',
      targetStatus: 'prospect',
      attributes: { Bandar: 'Ipoh', umur: 31 },
    },
    { phone: '+60123456789' },
  ],
})

export const leadPatch = leadFields
  .partial()
  .meta({ examples: [{ targetStatus: 'customer', attributes: { Bandar: 'Ipoh', saiz: 'M' } }] })

export const leadQuery = pageQuery.extend({
  niche: z.string().max(120).optional().describe('Exactly this niche'),
  targetStatus: z.enum(targetStatuses).optional().describe('Only prospects, or only customers'),
  deviceId: z.uuid().optional().describe('Only leads of this device'),
  trigger: z.string().max(120).optional().describe('Exactly this trigger'),
  search: z.string().trim().min(1).max(120).optional().describe('Words of a name, email or company, or a phone'),
})

export const leadView = z
  .object({
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
  .meta({
    id: 'Lead',
    examples: [
      {
        id: exampleIds.lead,
        phone: '+60123456789',
        deviceId: null,
        firstName: 'Aisyah',
        lastName: null,
        email: 'aisyah@example.com',
        company: null,
        niche: 'skincare',
        targetStatus: 'prospect',
        trigger: null,
        timezone: null,
        attributes: { Bandar: 'Ipoh', umur: 31 },
        createdAt: '2026-12-01T01:00:00.000Z',
        updatedAt: '2026-12-01T01:00:00.000Z',
      },
    ],
  })
export type LeadView = z.infer<typeof leadView>

export const importModes = ['skip', 'update'] as const
/** Values for every row whose file has no (or an empty) cell of that name. */
export const importDefaults = leadFields.omit({ phone: true, deviceId: true }).partial()
export type ImportDefaults = z.infer<typeof importDefaults>

/** The fields of the multipart form beside `file`. */
export const importFields = z.strictObject({
  deviceId: z.uuid().optional(),
  mode: z.enum(importModes).default('skip'),
  defaults: importDefaults.default({}),
})
/** The form as OpenAPI tells it. `defaults` travels as JSON, in a field of its own. */
export const importForm = importFields
  .extend({
    file: z.string().meta({
      description: 'CSV in UTF-8, separated by semicolons, commas or tabs; the first line names the columns',
      format: 'binary',
    }),
  })
  .meta({
    examples: [
      {
        file: 'No. Telefon;Nama Depan;Bandar\n012-345 6789;Aisyah;Ipoh\n',
        mode: 'skip',
        defaults: { niche: 'skincare' },
      },
    ],
  })

export const importStatuses = ['uploading', 'pending', 'running', 'completed', 'failed'] as const
export const importView = z
  .object({
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
  .meta({
    id: 'Import',
    examples: [
      {
        id: exampleIds.import,
        status: 'completed',
        mode: 'skip',
        fileName: 'leads.csv',
        failureReason: null,
        totalRows: 1_002,
        importedRows: 1_000,
        updatedRows: 0,
        duplicateRows: 1,
        invalidRows: 1,
        errors: [{ row: 1_002, field: 'phone', message: 'The phone contains letters' }],
        createdAt: '2026-12-01T01:00:00.000Z',
        completedAt: '2026-12-01T01:00:01.104Z',
      },
    ],
  })
export type ImportView = z.infer<typeof importView>
export const importAccepted = z
  .object({ id: z.uuid(), status: z.enum(importStatuses) })
  .meta({ examples: [{ id: exampleIds.import, status: 'pending' }] })
