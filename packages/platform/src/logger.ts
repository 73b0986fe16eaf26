import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger }

/** Fields whose values never reach a log line, wherever they stand in it. */
const secrets = ['password', 'token', 'key', 'credentials', 'authorization', 'messageContent', 'text', 'content']

/**
 * The logger of a process: one JSON line a fact, on standard output. Phones are masked (`+60…6789`),
 * credentials and message bodies removed.
 */
export function createLogger(
  options: { service: string; level: string },
  destination: DestinationStream = pino.destination(1),
): Logger {
  const settings = {
    level: options.level,
    base: { service: options.service, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: '[removed]' },
    serializers: { err: describeError, phone: maskPhone, to: maskPhone, from: maskPhone },
  }
  return pino(settings, destination)
}

/** `+60123456789` → `+60…6789`. Anything too short to hide in is hidden whole. */
export function maskPhone(phone: unknown): string {
  const digits = String(phone)
  return digits.length < 9 ? '…' : `${digits.slice(0, 3)}…${digits.slice(-4)}`
}

const CAUSES_DEEP = 4

/**
 * What a log says of an error: what it is and where it came from. Nothing else that it carries is let through, for
 * drivers put much on their errors: Postgres' `detail` is the whole row that was refused, Node's `rawPacket` the whole
 * request, Prisma's sentences begin with the arguments of the call.
 */
export function describeError(error: unknown, depth = 0): object {
  if (!(typeof error === 'object' && error !== null && 'message' in error))
    return { type: typeof error, message: withoutPhones(String(error)) }
  const { name, message, stack, code, cause } = error as Error & { code?: unknown }
  const lines = String(message).trimEnd().split('\n')
  return {
    type: name,
    message: withoutPhones(name?.startsWith('PrismaClient') ? lines.at(-1)! : lines.join('\n')),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    stack: framesOf(stack),
    ...(cause !== undefined && depth < CAUSES_DEEP && { cause: describeError(cause, depth + 1) }),
  }
}

const withoutPhones = (text: string) => text.replace(/\+\d{8,15}/g, maskPhone)

/** Without the sentence above them, which the message tells. */
const framesOf = (stack: string | undefined) =>
  (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
