import { ConfigurationError, readEnvironment } from '@siaran/platform'
import { z } from 'zod'

const postgres = z.url({ protocol: /^postgres(ql)?$/ })

export const migrateEnvironment = z.object({
  DATABASE_URL: postgres.describe('Postgres, 15 or newer, as the owner of the tables.'),
  API_DATABASE_URL: postgres
    .optional()
    .describe('The DATABASE_URL that the API is given: its role is made, or told this password.'),
  WORKER_DATABASE_URL: postgres
    .optional()
    .describe('The same of scheduler, campaign worker and device sender. Neither: the roles are made by hand.'),
  SIARAN_MIGRATIONS_DIR: z
    .string()
    .default('prisma/migrations')
    .describe('Folder of the migrations, from the working folder.'),
  LOG_LEVEL: z.string().default('info').describe('`debug`, `info`, `warn` or `error`.'),
})

export type MigrateConfig = z.infer<typeof migrateEnvironment>

/** Throws one ConfigurationError that lists every variable at fault. */
export function readConfig(environment: NodeJS.ProcessEnv): MigrateConfig {
  const config = readEnvironment(migrateEnvironment, environment)
  if ((config.API_DATABASE_URL === undefined) !== (config.WORKER_DATABASE_URL === undefined))
    throw new ConfigurationError(
      'The configuration cannot be used:\n  API_DATABASE_URL and WORKER_DATABASE_URL belong together: set both or none',
    )
  return config
}
