import { emailAddress, password } from '@siaran/contracts'
import { ConfigurationError, integer, readEnvironment } from '@siaran/platform'
import { secretKeys } from '@siaran/secrets'
import { z } from 'zod'

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
)

/** Every variable that the API reads; the README's table is made from it. */
export const apiEnvironment = z.object({
  PORT: integer(3_000, { min: 0, max: 65_535 }).describe(
    'Port of the HTTP gateway and of socket.io; 0 takes a free one',
  ),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 in a container'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .describe('Postgres, as postgresql://user:password@host:port/name'),
  REDIS_URL: z.string().describe('Redis or Valkey, 6.2 or newer: `redis://…`, or the path of a unix socket'),
  SIARAN_SECRET_KEY: secretKeys.describe(
    'Encrypts secrets at rest; 32 bytes in base64. Losing it loses device credentials. To change it, write the new key in front of the old one, with a comma',
  ),
  SIARAN_ADMIN_EMAIL: emailAddress
    .optional()
    .describe('With the password: the owner that is created at the first start, while there is no workspace'),
  SIARAN_ADMIN_PASSWORD: password.optional().describe('8 to 128 characters; not read any more once the owner exists'),
  ACCESS_TOKEN_MINUTES: integer(480, { min: 1, max: 43_200 }).describe(
    'How long a login lasts. A working day: the contract has no refresh, and a token can be revoked',
  ),
  CORS_ORIGINS: list
    .default([])
    .describe('Origins, separated by commas, that browsers may call from, as https://app.example.com; none by default'),
  TRUSTED_PROXIES: list
    .default([])
    .describe(
      'Addresses or ranges of reverse proxies whose X-Forwarded-For is believed, separated by commas; none by default',
    ),
  SIARAN_CONFIRM_ABOVE: integer(10_000, { min: 0, max: 100_000_000 }).describe(
    'A start to more recipients than this needs their number as `confirm`',
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where traces go, over OTLP and HTTP, as http://127.0.0.1:4318; without it nothing is recorded'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('The least level that is logged'),
})

export type ApiConfig = z.infer<typeof apiEnvironment>

/** Throws one ConfigurationError that lists every variable at fault. */
export function readConfig(environment: NodeJS.ProcessEnv): ApiConfig {
  const config = readEnvironment(apiEnvironment, environment)
  if ((config.SIARAN_ADMIN_EMAIL === undefined) !== (config.SIARAN_ADMIN_PASSWORD === undefined))
    throw new ConfigurationError(
      'The configuration cannot be used:\n  SIARAN_ADMIN_EMAIL and SIARAN_ADMIN_PASSWORD belong together: set both or none',
    )
  return config
}
