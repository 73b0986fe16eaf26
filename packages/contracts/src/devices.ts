import { deviceStatuses, type TransportName, transportNames } from '@siaran/domain'
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

const baseUrl = z
  .url({ protocol: /^https?$/, hostname: /./ })
  .max(2_000)
  .refine((url) => {
    const { username, password, search, hash } = URL.canParse(url) ? new URL(url) : new URL('http://x')
    return username + password + search + hash === ''
  }, 'Expected an address alone, without a sign-in, ? or #')
const secret = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^[\x21-\x7e]+$/, 'Expected letters, digits and signs, without spaces')

/** What a transport takes; of the others, anything. */
const transportFields: Partial<Record<TransportName, { settings: z.ZodType; credentials: z.ZodType }>> = {
  wablas: {
    settings: z.strictObject({ baseUrl }),
    credentials: z.strictObject({ token: secret, secretKey: secret.optional() }),
  },
  whatsapp_web: {
    // Whether "typing" is shown to the person before a text: 50 ms a letter, 8 s at most.
    settings: z.strictObject({ typing: z.boolean().optional() }).default({}),
    credentials: z.strictObject({}).default({}),
  },
  whacenter: {
    settings: z.strictObject({ baseUrl: baseUrl.optional() }).default({}),
    credentials: z.strictObject({ deviceId: secret }),
  },
}

/** What is wrong with the settings and credentials of a device of this transport; of a change, only those that it names. */
export function transportFaults(
  transport: TransportName,
  given: { settings?: unknown; credentials?: unknown },
  of: 'new device' | 'change',
): { path: string; message: string }[] {
  const schemas = transportFields[transport]
  if (schemas === undefined) return []
  return (['settings', 'credentials'] as const)
    .filter((part) => of === 'new device' || given[part] !== undefined)
    .flatMap((part) => schemas[part].safeParse(given[part]).error?.issues.map((issue) => ({ part, issue })) ?? [])
    .flatMap(({ part, issue }) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: `${part}.${key}`, message: 'Unknown field' }))
        : [{ path: [part, ...issue.path].join('.'), message: issue.message }],
    )
}

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
    { name: 'Kaunter 2', transport: 'whatsapp_web', settings: { typing: true } },
    {
      name: 'Kaunter 3',
      transport: 'wablas',
      settings: { baseUrl: 'https://solo.wablas.com' },
      credentials: { token: 'kR7cYw2L0b', secretKey: 'p9XeT4' },
    },
    { name: 'Kaunter 4', transport: 'whacenter', credentials: { deviceId: '3f1c0a7e' } },
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
    hookPath: z
      .string()
      .nullable()
      .describe('Where its gateway is to call, behind the address of this API; shown to admins, null where none calls'),
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
        hookPath: null,
        status: 'online',
        statusReason: null,
        statusAt: '2026-12-01T01:00:04.218Z',
        createdAt: '2026-12-01T01:00:00.000Z',
      },
    ],
  })
export type DeviceView = z.infer<typeof deviceView>

export const connectBody = z
  .strictObject({
    pairWithPhone: z
      .string()
      .max(40)
      .optional()
      .describe(
        'Link by a code that is entered on this phone, and not by a QR, if the device has to be linked. Left out, a connect ' +
          'that is under way goes on as it is.',
      ),
  })
  .meta({ examples: [{}, { pairWithPhone: '012-345 6789' }] })

export const qrQuery = z.strictObject({
  format: z.enum(['json', 'png']).default('json').describe('As data, or as a picture'),
})
export const qrView = z
  .object({ qr: z.string(), expiresAt: instant })
  .meta({ examples: [{ qr: '2@hT8Vq0Zx…', expiresAt: '2026-12-01T01:00:20.000Z' }] })

export const pairingCodeView = z
  .object({
    code: z.string().describe('To be entered on the phone, under Linked devices'),
    phone: z.string().describe('The phone that it is for'),
    expiresAt: instant.describe('Another one comes then'),
  })
  .meta({ examples: [{ code: '8W2WZ3TS', phone: '+60123456789', expiresAt: '2026-12-01T01:03:00.000Z' }] })

/** Where gateways call: one address for each device, which is all that they show. */
export const hookParams = z.object({ deviceToken: z.string().describe('The last part of the hookPath') })
