import { integer, readEnvironment } from '@siaran/platform'
import { z } from 'zod'

export const schedulerEnvironment = z.object({
  DATABASE_URL: z.string().describe('Postgres, 15 or newer.'),
  REDIS_URL: z.string().describe('Redis or Valkey, 6.2 or newer: `redis://…`, or the path of a unix socket.'),
  LOG_LEVEL: z.string().default('info').describe('`debug`, `info`, `warn` or `error`.'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where traces go, over OTLP and HTTP, as http://127.0.0.1:4318; without it nothing is recorded'),
  HOST: z.string().default('127.0.0.1').describe('Address that the service listens on.'),
  HEALTH_PORT: integer(9101, { min: 0, max: 65_535 }).describe(
    'Port of `/healthz`, `/readyz` and `/metrics`; 0: a free one.',
  ),
  SIARAN_DUE_INTERVAL_MS: integer(1_000, { min: 100, max: 60_000 }).describe('How often due campaigns are looked for.'),
  SIARAN_DISPATCH_INTERVAL_MS: integer(1_000, { min: 100, max: 60_000 }).describe(
    'How often due messages are given slots; a notice comes in between.',
  ),
  SIARAN_ENROL_INTERVAL_MS: integer(60_000, { min: 100, max: 3_600_000 }).describe(
    'How often leads that wait with a trigger are enrolled into its sequences.',
  ),
  SIARAN_REPAIR_INTERVAL_MS: integer(10_000, { min: 500, max: 600_000 }).describe(
    'How often what a crash or a lost job left behind is looked for.',
  ),
})

export const readConfig = (environment: NodeJS.ProcessEnv) => readEnvironment(schedulerEnvironment, environment)
