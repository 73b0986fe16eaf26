/** What the network, Postgres and Prisma say when a store cannot be reached or is going away. */
const outageCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENOENT', // a unix socket that is not there
  '53300', // too many connections
  '57P01', // the administrator ends the connection
  '57P02',
  '57P03', // starting up, or in recovery
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
])

const outageSentences =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Connection is closed|Can't reach database server|stream isn't writeable/i

/**
 * Whether the error, or anything that caused it, means that a store is away: what was asked may be asked again later. A
 * mistake in a statement or a broken constraint is not one.
 */
export function isStoreOutage(error: unknown, depth = 0): boolean {
  if (!(error instanceof Object) || depth > 5) return false
  const { name, code, originalCode, message, kind, cause, meta, errors } = error as Record<string, unknown>
  if (name === 'StoreUnavailableError' || kind === 'DatabaseNotReachable' || kind === 'ConnectionClosed') return true
  if ([code, originalCode].some((value) => typeof value === 'string' && isOutageCode(value))) return true
  if (typeof message === 'string' && outageSentences.test(message)) return true
  const inner = [cause, (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError]
  return [...inner, ...(Array.isArray(errors) ? errors : [])].some((below) => isStoreOutage(below, depth + 1))
}

/** Class 08: connection exceptions. */
const isOutageCode = (code: string) => outageCodes.has(code) || /^08[0-9A-Z]{3}$/.test(code)
