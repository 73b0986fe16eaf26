import { integer, readEnvironment } from '@siaran/platform'
import { z } from 'zod'
import { type BehaviourPatch, behaviourPatch } from './behaviour.js'

/** A behaviour as JSON, read strictly; every fault is told with its path. */
const behaviourJson = z.string().transform((text, context): BehaviourPatch => {
  const parsed = behaviourPatch.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  for (const { path, message } of parsed.error.issues) {
    context.addIssue({ code: 'custom', message: path.length > 0 ? `${path.join('.')}: ${message}` : message })
  }
  return z.NEVER
})

export const phoneNetworkEnvironment = z.object({
  SIARAN_PHONE_NETWORK_PORT: integer(3100, { min: 0, max: 65_535 }).describe(
    'Port of the phone network; 0: a free one.',
  ),
  SIARAN_PHONE_NETWORK_WEB_PORT: integer(0, { min: 0, max: 65_535 }).describe(
    'Port of the phone network’s WhatsApp Web; 0: a free one.',
  ),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on.'),
  SIARAN_PHONE_NETWORK_DATA: z
    .string()
    .optional()
    .describe('Folder of the phone network’s ledger and behaviour; without it nothing outlives the process.'),
  SIARAN_PHONE_NETWORK_BEHAVIOUR: behaviourJson
    .optional()
    .describe('What to change of the phone network’s default behaviour, as JSON.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('The least level that is logged.'),
})

export type Config = z.infer<typeof phoneNetworkEnvironment>

/** Reads the configuration. Throws once, listing every problem. */
export const readConfig = (from: NodeJS.ProcessEnv): Config => readEnvironment(phoneNetworkEnvironment, from)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
