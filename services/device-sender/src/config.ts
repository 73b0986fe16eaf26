import { hostname } from 'node:os'
import { integer, readEnvironment } from '@siaran/platform'
import { secretKeys } from '@siaran/secrets'
import { readAllowList } from '@siaran/transports'
import { z } from 'zod'

const allowList = z.string().superRefine((text, context) => {
  try {
    readAllowList(text)
  } catch (err) {
    context.addIssue({ code: 'custom', message: (err as Error).message })
  }
})

const webHost = z.string().regex(/^[a-z0-9.-]+(:\d{1,5})?$/i, 'Expected a host, or host:port, as web.whatsapp.com')

export const senderEnvironment = z.object({
  DATABASE_URL: z.string().describe('Postgres, 15 or newer.'),
  REDIS_URL: z.string().describe('Redis or Valkey, 6.2 or newer: `redis://…`, or the path of a unix socket.'),
  SIARAN_SECRET_KEY: secretKeys.describe(
    'Encrypts secrets at rest; 32 bytes in base64. Losing it loses device credentials. To change it, write the new key in front of the old one, with a comma',
  ),
  LOG_LEVEL: z.string().default('info').describe('`debug`, `info`, `warn` or `error`.'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where traces go, over OTLP and HTTP, as http://127.0.0.1:4318; without it nothing is recorded'),
  HOST: z.string().default('127.0.0.1').describe('Address that the service listens on.'),
  HEALTH_PORT: integer(9103, { min: 0, max: 65_535 }).describe(
    'Port of `/healthz`, `/readyz` and `/metrics`; 0: a free one.',
  ),
  SIARAN_SENDER_ID: z
    .string()
    .max(100)
    .default(`${hostname()}-${process.pid}`)
    .describe('Name of this sender in leases and logs; different for each.'),
  SIARAN_SENDER_CAPACITY: integer(1_000, { min: 1, max: 10_000 }).describe('Most devices that this sender owns.'),
  SIARAN_WHATSAPP_WEB_CAPACITY: z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000)
    .optional()
    .describe(
      'Most devices of WhatsApp Web among them, each of which is a browser; one for every 400 MB of the memory that this sender may use when unset. Of several senders on one machine each takes itself for the only one: say it there',
    ),
  SIARAN_SENDS_AT_ONCE: integer(200, { min: 1, max: 5_000 }).describe(
    'Messages that this sender hands over at once, over all devices.',
  ),
  SIARAN_SEND_DEADLINE_MS: integer(30_000, { min: 1_000, max: 100_000 }).describe(
    'A hand-over without an answer for so long is `unconfirmed`.',
  ),
  OUTBOUND_ALLOW_HOSTS: allowList
    .optional()
    .describe(
      'What gateways and media may live at although it is no public address, or another port than 80 and 443: hosts, `host:port` and networks as `10.0.0.0/8`, separated by commas.',
    ),
  CHROMIUM_PATH: z
    .string()
    .optional()
    .describe(
      'The browser for devices of WhatsApp Web; without it one is looked for on PATH and in the usual places. Without any, they are not served.',
    ),
  SIARAN_CHROMIUM_ARGS: z
    .string()
    .default('')
    .transform((text) => text.split(/\s+/).filter((arg) => arg !== ''))
    .describe(
      'What the browser is told besides, separated by spaces, as `--no-sandbox` (which root is given by itself).',
    ),
  SIARAN_WHATSAPP_WEB: webHost
    .default('web.whatsapp.com')
    .describe('Where the page of WhatsApp Web is, as `host` or `host:port`.'),
  SIARAN_PROFILES_DIR: z
    .string()
    .optional()
    .describe(
      'Folder of this machine for the profiles of running browsers, up to some hundred MB each; in the temporary folder when unset.',
    ),
  SIARAN_PHONE_NETWORK_URL: z
    .url()
    .optional()
    .describe('The phone network for devices with the transport `simulator`; without it they are not served.'),
})
export type SenderConfig = z.infer<typeof senderEnvironment>

export const readConfig = (environment: NodeJS.ProcessEnv) => readEnvironment(senderEnvironment, environment)
