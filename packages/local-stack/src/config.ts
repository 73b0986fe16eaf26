import { join } from 'node:path'
import { integer, readEnvironment } from '@siaran/platform'
import { z } from 'zod'

/** The root of the repository, from the source and from the compiled file alike. */
export const repository = join(import.meta.dirname, '..', '..', '..')

/** 0 asks for any free port. */
const port = { min: 0, max: 65_535 }

const stackSchema = z.object({
  /** Where the API listens. */
  PORT: integer(3000, port),
  HOST: z.string().default('127.0.0.1'),
  /** Given: it has to be free. Not given: 3100, or any free one. */
  SIARAN_PHONE_NETWORK_PORT: z.coerce.number().int().min(port.min).max(port.max).optional(),
  SIARAN_DEVICE_SENDERS: integer(1, { min: 1, max: 100 }),
  SIARAN_DATA_DIR: z.string().default(join(repository, '.siaran')),
  /** Used instead of the embedded Postgres. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://')
    .optional(),
  /** Used instead of the embedded Redis. */
  REDIS_URL: z.string().optional(),
  SIARAN_SECRET_KEY: z.string().optional(),
  SIARAN_ADMIN_EMAIL: z.string().optional(),
  SIARAN_ADMIN_PASSWORD: z.string().optional(),
  LOG_LEVEL: z.string().default('info'),
})

export type StackConfig = z.infer<typeof stackSchema>

/** What the environment says of the stack as a whole. Throws a `ConfigurationError` that lists every problem. */
export function readStackConfig(environment: NodeJS.ProcessEnv): StackConfig {
  return readEnvironment(stackSchema, environment)
}
