/**
 * The one table of what can go wrong on purpose: code → status. Codes are part of the contract: they may be added, never
 * changed. 400 malformed or not allowed in this state · 409 conflict with what exists · 422 well-formed but impossible.
 */
export const problemStatuses = {
  'request.invalid': 400,
  'request.malformed': 400,
  'request.cursor_invalid': 400,
  'request.too_large': 413,
  'request.headers_too_large': 431,
  'request.timed_out': 408,
  'request.unsupported_media': 415,
  'request.too_many': 429,
  'request.idempotency_mismatch': 422,
  'request.in_progress': 409,
  'request.outcome_unknown': 409,
  'route.not_found': 404,
  'store.unavailable': 503,
  'server.error': 500,
  'auth.required': 401,
  'auth.invalid': 401,
  'auth.expired': 401,
  'auth.login_failed': 401,
  'auth.forbidden': 403,
  'auth.too_many_attempts': 429,
  'user.not_found': 404,
  'user.exists': 409,
  'user.last_owner': 409,
  'user.role_above_own': 403,
  'api_key.not_found': 404,
  'api_key.expiry_past': 422,
  'workspace.invalid_timezone': 422,
  'workspace.invalid_country': 422,
  'device.not_found': 404,
  'device.invalid_phone': 422,
  'device.no_qr': 409,
  'device.no_code': 409,
  'device.pairing_unsupported': 422,
  'lead.not_found': 404,
  'lead.exists': 409,
  'lead.invalid_phone': 422,
  'lead.invalid_timezone': 422,
  'segment.not_found': 404,
  'segment.exists': 409,
  'segment.in_use': 409,
  'suppression.not_found': 404,
  'suppression.exists': 409,
  'import.not_found': 404,
  'import.file_missing': 400,
  'import.too_large': 413,
  'import.unreadable': 422,
  'message.not_found': 404,
  'message.invalid_transition': 400,
  'message.not_retriable': 400,
  'campaign.not_found': 404,
  'campaign.invalid_transition': 400,
  'campaign.not_editable': 400,
  'campaign.running': 400,
  'campaign.impossible': 422,
  'campaign.confirmation_required': 422,
  'sequence.not_found': 404,
  'sequence.invalid_transition': 400,
  'sequence.not_editable': 400,
  'sequence.not_active': 400,
  'sequence.not_enrolled': 400,
  'sequence.no_steps': 400,
  'sequence.no_device': 400,
  'sequence.circle': 400,
  'sequence.impossible': 422,
} as const

export type ProblemCode = keyof typeof problemStatuses

/**
 * An expected refusal. Whatever a handler throws that is not one of these is a 500. The message is for a person; details
 * are data that a program can use, for a fault in a field `{ path, message }`.
 */
export class Problem extends Error {
  override name = 'Problem'

  constructor(
    readonly code: ProblemCode,
    message: string,
    readonly details?: readonly unknown[],
    options?: { cause?: unknown; retryAfterSeconds?: number },
  ) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause })
    this.retryAfterSeconds = options?.retryAfterSeconds
  }

  readonly retryAfterSeconds: number | undefined

  get status(): number {
    return problemStatuses[this.code]
  }
}

type Findable = { [Code in ProblemCode]: Code extends `${infer Name}.not_found` ? Name : never }[ProblemCode]

const articles: Record<Findable, string> = {
  route: 'There is no such route',
  user: 'There is no such user',
  api_key: 'There is no such API key',
  device: 'There is no such device',
  lead: 'There is no such lead',
  segment: 'There is no such segment',
  suppression: 'There is no such suppression',
  import: 'There is no such import',
  message: 'There is no such message',
  campaign: 'There is no such campaign',
  sequence: 'There is no such sequence',
}

/** Also for what belongs to another workspace: from here it does not exist. */
export const notFound = (what: Findable): Problem => new Problem(`${what}.not_found`, articles[what])

/** A malformed field that the schema could not see; 400, in the shape of every other validation failure. */
export const invalid = (...details: { path: string; message: string; [extra: string]: unknown }[]): Problem =>
  new Problem('request.invalid', sentenceOf(details), details)

/** Details → the sentence of the envelope. */
export function sentenceOf(details: readonly { path: string; message: string }[]): string {
  const [first] = details
  if (first === undefined) return 'The request is not valid'
  const more = details.length > 1 ? ` (and ${details.length - 1} more)` : ''
  return `${first.path === '' ? '' : `${first.path}: `}${first.message}${more}`
}
