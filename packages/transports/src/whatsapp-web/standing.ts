import type { SessionStatus } from '../transport.js'

/** What a state of the page, or the library's reason for giving it up, means for the device. */
export type Standing =
  | { kind: 'connected' }
  /** The page comes back by itself. */
  | { kind: 'cut'; reason: string }
  /** Not linked, and a QR is shown. */
  | { kind: 'unpaired' }
  /** Not linked, and no QR comes any more. */
  | { kind: 'idle' }
  | { kind: 'unlinked'; reason: string }
  /** A person has to do something. */
  | { kind: 'over'; status: SessionStatus; reason: string }

const blocked = 'WhatsApp has blocked this account for breaking its terms'

export function standingOf(word: string, isLinked: boolean): Standing {
  switch (word) {
    case 'CONNECTED':
      return { kind: 'connected' }
    case 'LOGOUT':
      return { kind: 'unlinked', reason: 'The device was unlinked: link it again' }
    case 'CONFLICT':
      return { kind: 'over', status: 'disconnected', reason: 'connected elsewhere' }
    case 'TOS_BLOCK':
    case 'SMB_TOS_BLOCK':
      return { kind: 'over', status: 'restricted', reason: blocked }
    case 'PROXYBLOCK':
      return { kind: 'over', status: 'failed', reason: 'WhatsApp refuses the address that this machine comes from' }
    case 'DEPRECATED_VERSION':
      return { kind: 'over', status: 'failed', reason: 'WhatsApp no longer takes this version of its page' }
    case 'UNPAIRED_IDLE':
      return isLinked ? { kind: 'unpaired' } : { kind: 'idle' }
    case 'UNPAIRED':
      return { kind: 'unpaired' }
    default:
      return { kind: 'cut', reason: `The connection to WhatsApp was cut (${word})` }
  }
}
