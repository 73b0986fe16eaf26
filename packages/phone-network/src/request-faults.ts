import { z } from 'zod'

/** A request that cannot be understood: answered 400, with every fault and where it stands. */
export class RequestFaults extends Error {
  override name = 'RequestFaults'
  constructor(readonly details: { path: string; message: string }[]) {
    super(details.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; '))
  }
}

/** Reads a body or query, or throws {@link RequestFaults}. */
export function read<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new RequestFaults(
    parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'is not known here' }))
        : [{ path: issue.path.join('.'), message: issue.message }],
    ),
  )
}

/** E.164, as `+60123456789`. */
export const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a phone in E.164, as +60123456789')

export const deviceId = z.string().min(1).max(100)
export const ownerId = z.string().min(1).max(100)
