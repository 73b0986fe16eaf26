import { type Logger, pino } from 'pino'

export type { Logger }

/** Fields whose values never reach a log line, wherever they stand in it. */
const secrets = ['password', 'token', 'key', 'credentials', 'authorization', 'messageContent', 'text', 'content']

/**
 * The logger of a process: one JSON line a fact, on standard output. Phones are masked (`+60…6789`),
 * credentials and message bodies removed.
 */
export function createLogger(options: { service: string; level: string }): Logger {
  return pino({
    level: options.level,
    base: { service: options.service, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: '[removed]' },
    serializers: { err: pino.stdSerializers.err, phone: maskPhone, to: maskPhone, from: maskPhone },
  })
}

/** `+60123456789` → `+60…6789`. Anything too short to hide in is hidden whole. */
export function maskPhone(phone: unknown): string {
  const digits = String(phone)
  return digits.length < 9 ? '…' : `${digits.slice(0, 3)}…${digits.slice(-4)}`
}
