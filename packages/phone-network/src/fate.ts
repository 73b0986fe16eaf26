import type { Behaviour } from './behaviour.js'
import { happens, roll } from './chance.js'

/** What becomes of a message that has reached the network. */
export type Fate =
  | { kind: 'accepted' }
  | { kind: 'refused'; code: 'not_on_whatsapp' | 'blocked' | 'rejected'; reason: string }
  | { kind: 'unavailable'; reason: string; retryAfterMs: number }
  /**
   * The sender never gets an answer, or one that cannot be read. `received` tells whether the phone got the message: only
   * the ledger knows.
   */
  | { kind: 'unanswered' | 'garbled'; received: boolean }

/** Whether there is a WhatsApp account behind a number. A property of the number, the same at every attempt. */
export const isOnWhatsApp = ({ seed, rates }: Pick<Behaviour, 'seed' | 'rates'>, phone: string): boolean =>
  !happens(rates.notOnWhatsApp, seed, 'notOnWhatsApp', phone)

/**
 * The fate of the message to a phone, at its nth attempt (0 is the first). A function of the seed, the phone and the
 * attempt: never of the order in which messages arrive, so that equal seeds give equal worlds at any concurrency.
 * Refusals belong to the phone and are final; "unavailable", "unanswered" and "garbled" are thrown anew at each attempt.
 */
export function fateOf({ seed, rates }: Pick<Behaviour, 'seed' | 'rates'>, phone: string, attempt: number): Fate {
  if (happens(rates.unavailable, seed, 'unavailable', phone, attempt)) {
    return { kind: 'unavailable', reason: 'The network is busy', retryAfterMs: 1000 }
  }
  if (!isOnWhatsApp({ seed, rates }, phone)) {
    return { kind: 'refused', code: 'not_on_whatsapp', reason: 'The number is not on WhatsApp' }
  }
  if (happens(rates.refused, seed, 'refused', phone)) {
    return roll(seed, 'blocked', phone) < 0.5
      ? { kind: 'refused', code: 'blocked', reason: 'The person has blocked this device' }
      : { kind: 'refused', code: 'rejected', reason: 'The network rejected the message' }
  }
  if (happens(rates.noAnswer, seed, 'noAnswer', phone, attempt)) {
    return { kind: 'unanswered', received: roll(seed, 'received', phone, attempt) < 0.5 }
  }
  if (happens(rates.garbage, seed, 'garbage', phone, attempt)) {
    return { kind: 'garbled', received: roll(seed, 'received', phone, attempt) < 0.5 }
  }
  return { kind: 'accepted' }
}
