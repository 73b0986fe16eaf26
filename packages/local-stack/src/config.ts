import { join } from 'node:path'
import { integer, readEnvironment } from '@siaran/platform'
import { z } from 'zod'

/** The root of the repository, from the source and from the compiled file alike. */
export const repository = join(import.meta.dirname, '..', '..', '..')

/** 0 asks for any free port. */
const port = { min: 0, max: 65_535 }

/** What `npm start` itself reads; everything else in the environment is handed on to the services. */
export const stackEnvironment = z.object({
  PORT: integer(3000, port).describe('Where the API listens; 0 takes a free port.'),
  HOST: z.string().default('127.0.0.1').describe('Address that the API listens on.'),
  SIARAN_DEVICE_SENDERS: integer(1, { min: 1, max: 100 }).describe('How many device senders run.'),
  SIARAN_DATA_DIR: z
    .string()
    .default(join(repository, '.siaran'))
    .describe('Data, secrets and logs of the local stack.'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://')
    .optional()
    .describe('A Postgres (15 or newer) to use instead of the embedded one.'),
  REDIS_URL: z.string().optional().describe('A Redis or Valkey (6.2 or newer) to use instead of the embedded one.'),
  SIARAN_PHONE_NETWORK_PORT: z.coerce
    .number()
    .int()
    .min(port.min)
    .max(port.max)
    .optional()
    .describe('Port of the phone network. Given: it has to be free. Not given: 3100, or any free one.'),
  SIARAN_WHATSAPP_WEB: z
    .string()
    .optional()
    .describe(
      'Where the page of WhatsApp Web is, as `host` or `host:port`. `npm start` takes the phone network’s when unset; `web.whatsapp.com` is the real one, and what a sender by itself takes.',
    ),
  SIARAN_SECRET_KEY: z
    .string()
    .optional()
    .describe(
      '32 bytes in base64; made and kept in the data folder when unset. To change it: the new key, a comma, the old one.',
    ),
  SIARAN_ADMIN_EMAIL: z.string().optional().describe('The first owner; `admin@siaran.local` when unset.'),
  SIARAN_ADMIN_PASSWORD: z
    .string()
    .optional()
    .describe('Made up, printed once and kept in the data folder when unset.'),
  LOG_LEVEL: z.string().default('info').describe('`debug`, `info`, `warn` or `error`.'),
})

export type StackConfig = z.infer<typeof stackEnvironment>

/** What the environment says of the stack as a whole. Throws a `ConfigurationError` that lists every problem. */
export function readStackConfig(environment: NodeJS.ProcessEnv): StackConfig {
  return readEnvironment(stackEnvironment, environment)
}
