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
    return parsed.success ? { value: parsed.data } : { error: invalid(...faultsOf(parsed.error.issues)) }
  }

/** Every field at fault, with its path below `at`; each unknown field is a fault of its own. */
export const faultsOf = (issues: readonly Issue[], at: readonly PropertyKey[] = []): Fault[] =>
  issues.flatMap((issue) => {
    const path = [...at, ...issue.path]
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: written([...path, key]), message: 'There is no such field' }))
    return [{ path: written(path), message: issue.message }]
  })

const written = (path: readonly PropertyKey[]) => path.map(String).join('.')
