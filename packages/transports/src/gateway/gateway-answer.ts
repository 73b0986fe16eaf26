import type { OutboundAnswer } from '../outbound/outbound.js'

/** What an answer of a gateway comes to. Gateways say `status: false` with a 200, in words that differ from day to day. */
export type GatewayAnswer =
  | { kind: 'done'; body: Record<string, unknown> }
  /** The gateway itself says that it did nothing. */
  | { kind: 'failed'; sort: FailureSort; text: string }
  /** Not the gateway's language, or a failure inside of it: it may have done what it was asked for. */
  | { kind: 'unreadable'; cause: string }

/**
 *   account          the token, the quota, the subscription: nothing goes until a person has put it right
 *   away             the phone is not connected to the gateway
 *   busy             later
 *   not_on_whatsapp  nobody has the number
 *   invalid          the message, as it stands
 *   other            a refusal in words that are not known here
 */
export type FailureSort = 'account' | 'away' | 'busy' | 'not_on_whatsapp' | 'invalid' | 'other'

/** The first that fits. English and Indonesian, as both gateways mix them. */
const words: readonly [FailureSort, RegExp][] = [
  ['not_on_whatsapp', /(number|phone|nomor|whatsapp).*(not|isn't|tidak|belum).*(registered|exist|terdaftar|whatsapp)/i],
  ['account', /token|secret|unauthori[sz]ed|forbidden|device.?id|device (is )?(not found|not registered|invalid)/i],
  ['account', /quota|kuota|expired|masa aktif|top.?up|upgrade|subscription|paket|package|suspend|balance|saldo/i],
  ['account', /(account|akun|device|perangkat).*(blocked|banned|diblokir)/i],
  ['away', /disconnect|not.connected|offline|scan|(tidak|belum) (ter)?(hubung|sambung|koneksi|connect)|terputus/i],
  ['busy', /busy|too many|rate.?limit|try again|sibuk|maintenance|coba (lagi|kembali)/i],
  ['account', /limit/i],
  ['invalid', /invalid|required|wajib|too long|terlalu panjang|format|not supported/i],
]

/** A sentence of the gateway's that a row and a person can bear. */
const LONGEST_SENTENCE = 300

export function readGatewayAnswer({ status, text }: OutboundAnswer): GatewayAnswer {
  const body = parseObject(text)
  // Whoever counts requests turned it away at the door, in whatever language.
  if (status === 429) return { kind: 'failed', sort: 'busy', text: sentenceIn(body) ?? 'Too many requests' }
  const says = body?.status === true || body?.success === true
  const denies = body?.status === false || body?.success === false
  if (body !== null && status < 500 && says !== denies) {
    if (says && status < 300) return { kind: 'done', body }
    if (denies) return failed(status, sentenceIn(body))
  }
  const what = body === null ? 'no JSON' : 'neither a yes nor a no'
  return { kind: 'unreadable', cause: `The gateway's answer cannot be read: HTTP ${status}, ${what}` }
}

function failed(status: number, said: string | null): GatewayAnswer {
  const text = said ?? 'without a reason'
  if (status === 401 || status === 402 || status === 403) return { kind: 'failed', sort: 'account', text }
  return { kind: 'failed', sort: words.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other', text }
}

/** Which of four fields it stands in is not settled. */
function sentenceIn(body: Record<string, unknown> | null): string | null {
  for (const field of ['message', 'msg', 'reason', 'error']) {
    const said = body?.[field]
    if (typeof said === 'string' && said.trim() !== '') return said.trim().slice(0, LONGEST_SENTENCE)
  }
  return null
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}
