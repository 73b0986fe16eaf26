const WARNING = 40

const levelNames: Record<number, string> = { 40: 'warning', 50: 'error', 60: 'fatal' }

/** A service's log line, made short for a terminal: `device-sender-1 error: sending failed (timeout)`. */
interface LogLine {
  level: number
  msg?: string
  err?: { message?: string }
}

/** The short form of a warning or an error; null for anything else, and for what is not a log line. */
export function describeTrouble(service: string, line: string): string | null {
  const fact = parse(line)
  if (fact === null || fact.level < WARNING) return null
  const cause = fact.err?.message?.split('\n')[0]
  const sentence = fact.msg ?? cause ?? ''
  const because = cause && cause !== sentence ? ` (${cause})` : ''
  return `${service} ${levelNames[fact.level] ?? 'error'}: ${sentence}${because}`
}

/** A log line as a person would read it: the sentence and its cause; other output is left as it is. */
export function describeLine(line: string): string {
  const fact = parse(line)
  if (fact === null) return line
  return [fact.msg, fact.err?.message].filter(Boolean).join(': ')
}

function parse(line: string): LogLine | null {
  if (!line.startsWith('{')) return null
  try {
    const fact = JSON.parse(line) as LogLine
    return typeof fact.level === 'number' ? fact : null
  } catch {
    return null
  }
}
