import { z } from 'zod'

/** A configuration that cannot be used. Its message lists every problem, one a line. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'

  constructor(message: string) {
    super(message)
    this.stack = message // a person reads this; where it was thrown says nothing
  }
}

/**
 * Reads a configuration from environment variables, once, at the start of a process.
 * Empty strings count as unset. Throws one {@link ConfigurationError} that names every variable at fault.
 */
export function readEnvironment<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  environment: NodeJS.ProcessEnv,
): z.infer<z.ZodObject<Shape>> {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(set)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new ConfigurationError(`The configuration cannot be used:\n${problems.join('\n')}`)
}

/** A whole number in an environment variable, between the two bounds, with a default. */
export const integer = (fallback: number, bounds: { min: number; max: number }) =>
  z.coerce.number().int().min(bounds.min).max(bounds.max).default(fallback)

/** `true`/`1`/`yes` or `false`/`0`/`no` in an environment variable, with a default. */
export const flag = (fallback: boolean) => z.stringbool().default(fallback)
