import type { FastifySchemaCompiler } from 'fastify'
import type { z } from 'zod'
import { invalid } from './problem.js'

export type Fault = { path: string; message: string }

type Issue = z.core.$ZodIssue

/** Checks what comes in. A failure is one Problem that lists every field at fault. */
export const validateWithZod: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (data) => {
    const parsed = schema.safeParse(data)
    const faults = [...(parsed.success ? [] : faultsOf(parsed.error.issues)), ...unstorableTexts(data)]
    return parsed.success && faults.length === 0 ? { value: parsed.data } : { error: invalid(...faults) }
  }

/**
 * Every text, names of fields among them, that Postgres keeps in no column: one with U+0000 or with half a surrogate pair.
 * Without recursion: JSON may be nested deeper than the stack is.
 */
export function unstorableTexts(data: unknown): Fault[] {
  const faults: Fault[] = []
  const open: { value: unknown; path: string }[] = [{ value: data, path: '' }]
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const { value, path } = part
    if (typeof value === 'string' && isUnstorable(value)) faults.push({ path, message: UNSTORABLE })
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) {
        if (isUnstorable(name)) faults.push({ path, message: `The name of a field: ${UNSTORABLE}` })
        open.push({ value: inner, path: path === '' ? name : `${path}.${name}` })
      }
  }
  return faults
}

const UNSTORABLE = 'Holds a character that cannot be kept: U+0000, or half of a surrogate pair'
const isUnstorable = (text: string) => text.includes('\u0000') || /\p{Surrogate}/u.test(text)

/** Every field at fault, with its path below `at`; each unknown field is a fault of its own. */
export const faultsOf = (issues: readonly Issue[], at: readonly PropertyKey[] = []): Fault[] =>
  issues.flatMap((issue) => {
    const path = [...at, ...issue.path]
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: written([...path, key]), message: 'There is no such field' }))
    return [{ path: written(path), message: issue.message }]
  })

const written = (path: readonly PropertyKey[]) => path.map(String).join('.')
