export const OUTBOUND_DENIED = 'OUTBOUND_DENIED'

/** A call that is not made: nothing was written to anybody. */
export class OutboundDenied extends Error {
  override name = 'OutboundDenied'
  readonly code = OUTBOUND_DENIED
}
