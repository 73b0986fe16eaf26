import { types } from 'node:util'
import { OUTBOUND_DENIED } from './outbound/outbound-denied.js'

/**
 * Whether a failed request certainly wrote nothing: the name was not found, it must not be called, or
 * no connection came about. Judged by the
 * system call, not by the code: ETIMEDOUT and EHOSTUNREACH also come up on a connection that has carried the request.
 * Everything that is not certain is `false`, and the outcome `unknown`.
 */
export function certainlyNotSent(failure: unknown): boolean {
  const cause = isError(failure) ? (failure.cause ?? failure) : failure
  if (!isError(cause)) return false
  // Both addresses of a name were tried (`localhost` is two) and failed.
  if (cause.errors) return cause.errors.length > 0 && cause.errors.every(certainlyNotSent)
  const { syscall, code } = cause
  if (code === OUTBOUND_DENIED) return true
  return syscall === 'connect' || syscall === 'getaddrinfo' || code === 'UND_ERR_CONNECT_TIMEOUT'
}

/** The sentence of a failure, with its cause where it has one: `connect ECONNREFUSED 127.0.0.1:3100`. */
export function failureSentence(failure: unknown): string {
  if (['AbortError', 'TimeoutError'].includes((failure as Error | null)?.name ?? '')) return GIVEN_UP
  if (!isError(failure)) return String(failure)
  const cause = isError(failure.cause) ? failure.cause : undefined
  const detail = cause && (cause.message || cause.code)
  // The one of several addresses has no message of its own.
  const sentence = failure.message || failure.code || failure.name
  return detail ? `${sentence} (${detail})` : sentence
}

/** What Node says of an aborted request is no sentence for whoever wonders about a message in doubt. */
const GIVEN_UP = 'No answer came in time'

/** `errors` belongs to an AggregateError. Not `instanceof`: Node's errors are of another realm than Jest's. */
const isError = (value: unknown): value is NodeJS.ErrnoException & { errors?: unknown[] } => types.isNativeError(value)
