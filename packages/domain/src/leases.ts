/** A device of a dead sender is free after this; a sender that cannot renew for so long has lost all of its own. */
export const LEASE_MS = 8_000

/** Three renewals may fail before a lease is lost. */
export const RENEW_EVERY_MS = 2_000

/** How often a sender compares what it has with its share. */
export const SHARE_EVERY_MS = 1_000

/** Openings at once: a restart with a thousand devices must not open them all in one breath. */
export const OPEN_AT_ONCE = 100

/**
 * How many of the devices that want serving a sender with this capacity should have, where all living senders have `of` together:
 * in proportion, so that whatever fits into all of them is served.
 */
export const shareOf = (devices: number, capacity: number, of: number): number =>
  Math.min(capacity, Math.ceil((devices * capacity) / Math.max(1, capacity, of)))
