/**
 * How long a sender's claim of a message is good for, in milliseconds, counted from before the claim was asked for. A
 * send that has not begun by then never begins: the message is given back. So whoever has stopped new claims (a pause, a
 * new owner) knows after this time, without asking anybody, that no send will begin any more.
 */
export const CLAIM_LIFE_MS = 400

/**
 * How long the answer to a pause waits for what is already handed over to settle, in milliseconds. The rest of the second in
 * which a pause is to be answered is for the locks before it, on a machine that is busy: with 800, and a load of seven on two
 * cores, the p99 was 1,093.
 */
export const PAUSE_SETTLE_MS = 600
