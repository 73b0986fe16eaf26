import { z } from 'zod'
import type { Device } from '../devices.js'

export const gatewayDevice = z.strictObject({
  gateway: z.enum(['wablas', 'whacenter']),
  /** What callers show: `token.secretKey` at Wablas, the device id at Whacenter. */
  secret: z.string().min(1).max(200),
  /** Where the gateway calls back; nowhere without it. */
  hookUrl: z.url().optional(),
  /** Messages that are left; endless without it. */
  quota: z.number().int().min(0).optional(),
})
export type GatewayDevice = z.infer<typeof gatewayDevice>

/** A device behind a gateway: the gateway has its session, and Siaran is a caller of the gateway. */
export interface Hosted extends GatewayDevice {
  readonly device: Device
  readonly owner: string
}

/** What a gateway posts to its customer: as JSON, or as a form. */
export type Call = { json: unknown } | { form: Record<string, string> }
