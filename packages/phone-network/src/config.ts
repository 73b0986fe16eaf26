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

const environment = z.object({
  /** 0 takes a free one. */
  SIARAN_PHONE_NETWORK_PORT: integer(3100, { min: 0, max: 65_535 }),
  HOST: z.string().default('127.0.0.1'),
  /** The folder of the ledger and the behaviour. Without it nothing outlives the process. */
  SIARAN_PHONE_NETWORK_DATA: z.string().optional(),
  /** What to change of the default behaviour, as JSON. */
  SIARAN_PHONE_NETWORK_BEHAVIOUR: behaviourJson.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

export type Config = z.infer<typeof environment>

/** Reads the configuration. Throws once, listing every problem. */
export const readConfig = (from: NodeJS.ProcessEnv): Config => readEnvironment(environment, from)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
