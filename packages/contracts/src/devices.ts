import { deviceStatuses, transportNames } from '@siaran/domain'
import { z } from 'zod'
import { exampleIds, instant, pageQuery } from './envelope.js'

export const deviceLimits = z
  .strictObject({
    messagesPerMinute: z.number().int().min(1).max(60_000).optional(),
    messagesPerHour: z.number().int().min(1).max(1_000_000).optional(),
    messagesPerDay: z.number().int().min(1).max(10_000_000).optional(),
    minDelaySeconds: z.number().min(0).max(3_600).optional(),
    maxDelaySeconds: z.number().min(0).max(3_600).optional(),
  })
  .refine((limits) => (limits.minDelaySeconds ?? 0) <= (limits.maxDelaySeconds ?? Number.POSITIVE_INFINITY), {
    path: ['maxDelaySeconds'],
    message: 'maxDelaySeconds must not be less than minDelaySeconds',
  })

const freeForm = z.record(z.string().max(64), z.union([z.string().max(2_000), z.number(), z.boolean()]))

const deviceFields = z.strictObject({
  name: z.string().trim().min(1).max(120),
  transport: z.enum(transportNames),
  phone: z.string().max(40).optional(),
  settings: freeForm.optional(),
  credentials: freeForm.optional(),
  limits: deviceLimits.optional(),
})
export const deviceBody = deviceFields.meta({
  examples: [
    { name: 'Kaunter 1', transport: 'simulator', phone: '012-345 6789', limits: { messagesPerMinute: 20 } },
    { name: 'Kaunter 2', transport: 'simulator' },
  ],
})

export const devicePatch = deviceFields
  .omit({ transport: true })
  .partial()
  .meta({ examples: [{ name: 'Kaunter utama', limits: { messagesPerMinute: 12, messagesPerDay: 1_500 } }] })

export const deviceQuery = pageQuery.extend({
  status: z.enum(deviceStatuses).optional().describe('Only devices in this state'),
})

/** Credentials go in and never come out. */
export const deviceView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    transport: z.enum(transportNames),
    phone: z.string().nullable(),
    settings: z.record(z.string(), z.unknown()),
    limits: z.object({
      messagesPerMinute: z.number().nullable(),
      messagesPerHour: z.number().nullable(),
      messagesPerDay: z.number().nullable(),
      minDelaySeconds: z.number().nullable(),
      maxDelaySeconds: z.number().nullable(),
    }),
    hasCredentials: z.boolean(),
    status: z.enum(deviceStatuses),
    statusReason: z.string().nullable(),
    statusAt: instant,
    createdAt: instant,
  })
  .meta({
    id: 'Device',
    examples: [
      {
        id: exampleIds.device,
        name: 'Kaunter 1',
        transport: 'simulator',
        phone: '+60123456789',
        settings: {},
        limits: {
          messagesPerMinute: 20,
          messagesPerHour: null,
          messagesPerDay: null,
          minDelaySeconds: null,
          maxDelaySeconds: null,
        },
        hasCredentials: false,
        status: 'online',
        statusReason: null,
        statusAt: '2026-12-01T01:00:04.218Z',
        createdAt: '2026-12-01T01:00:00.000Z',
      },
    ],
  })
export type DeviceView = z.infer<typeof deviceView>

export const qrQuery = z.strictObject({
  format: z.enum(['json', 'png']).default('json').describe('As data, or as a picture'),
})
export const qrView = z
  .object({ qr: z.string(), expiresAt: instant })
  .meta({ examples: [{ qr: '2@hT8Vq0Zx…', expiresAt: '2026-12-01T01:00:20.000Z' }] })
