import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** Each hash takes 19 MiB and a core for some 60 ms: more at once would starve the requests of everybody else. */
const MOST_AT_ONCE = 2

let running = 0
const waiting: (() => void)[] = []

/** argon2id with the library's defaults (OWASP's minimum: 19 MiB, 2 passes). */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password))

/**
 * Whether the password belongs to the hash. Without a hash (nobody of that name) it works as long and answers false, so
 * that the time of an answer does not tell who has an account.
 */
export const checkPassword = (passwordHash: string | null, password: string): Promise<boolean> =>
  inTurn(async () => {
    const matches = await verify(passwordHash ?? (await nobody()), password)
    return matches && passwordHash !== null
  })

let nobodysHash: Promise<string> | undefined
const nobody = () => (nobodysHash ??= hash(randomBytes(32)))

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  while (running >= MOST_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  running++
  try {
    return await work()
  } finally {
    running--
    waiting.shift()?.()
  }
}
