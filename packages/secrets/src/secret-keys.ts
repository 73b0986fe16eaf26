import { z } from 'zod'

const KEY_BYTES = 32
const base64 = z.base64()

/** `SIARAN_SECRET_KEY`: keys separated by commas. The first closes, all of them open. */
export const secretKeys = z.string().transform((text, context): [Buffer, ...Buffer[]] => {
  const written = text
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '')
  const keys = written.filter((key) => base64.safeParse(key).success).map((key) => Buffer.from(key, 'base64'))
  const [first, ...others] = keys.filter(({ length }) => length === KEY_BYTES)
  if (first !== undefined && others.length === written.length - 1) return [first, ...others]
  context.addIssue({
    code: 'custom',
    message: 'Expected 32 bytes in base64, as from: openssl rand -base64 32; several of them separated by commas',
  })
  return z.NEVER
})
