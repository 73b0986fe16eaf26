import { DEVICE_WINDOW } from '@siaran/domain'
import { integer, readEnvironment } from '@siaran/platform'
import { z } from 'zod'

export const workerEnvironment = z.object({
  DATABASE_URL: z.string().describe('Postgres, 15 or newer.'),
  REDIS_URL: z.string().describe('Redis or Valkey, 6.2 or newer: `redis://…`, or the path of a unix socket.'),
  LOG_LEVEL: z.string().default('info').describe('`debug`, `info`, `warn` or `error`.'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where traces go, over OTLP and HTTP, as http://127.0.0.1:4318; without it nothing is recorded'),
  HOST: z.string().default('127.0.0.1').describe('Address that the service listens on.'),
  HEALTH_PORT: integer(9102, { min: 0, max: 65_535 }).describe(
    'Port of `/healthz`, `/readyz` and `/metrics`; 0: a free one.',
  ),
  SIARAN_CAMPAIGNS_AT_ONCE: integer(5, { min: 1, max: 100 }).describe('Campaigns that one worker expands at once.'),
  SIARAN_DEVICE_WINDOW: integer(DEVICE_WINDOW, { min: 2, max: 10_000 }).describe(
    'Most messages of one device that have a slot at once.',
  ),
})

export const readConfig = (environment: NodeJS.ProcessEnv) => readEnvironment(workerEnvironment, environment)
