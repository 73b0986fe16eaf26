import type { DeviceEvents } from '../transport.js'

/** WhatsApp shows the first reference for a minute and the others for 20 s. */
const QR_LIFE_MS = { first: 60_000, next: 20_000 }

/** What a phone can link the device with, one after the other, until one does or nobody has for too long. */
export interface LinkOffer {
  qr(qr: string): void
  /** `lifeMs`: how long WhatsApp takes it. */
  code(code: string, lifeMs: number): void
  /** The next QR is the first of its page. */
  turnPage(): void
  /** Linked, or ended: who is asked again has as long as at first. */
  end(): void
}

/** `forMs`: how long somebody is waited for. `nobodyCame` is called once, unless it has ended before. */
export function createLinkOffer(
  events: Pick<DeviceEvents, 'qr' | 'pairingCode'>,
  forMs: number,
  nobodyCame: () => void,
): LinkOffer {
  let shown = 0
  let patience: NodeJS.Timeout | undefined
  const wait = () => {
    patience ??= setTimeout(nobodyCame, forMs)
  }

  return {
    qr(qr) {
      const lifeMs = shown === 0 ? QR_LIFE_MS.first : QR_LIFE_MS.next
      shown += 1
      wait()
      events.qr(qr, new Date(Date.now() + lifeMs))
    },
    code(code, lifeMs) {
      wait()
      events.pairingCode(code, new Date(Date.now() + lifeMs))
    },
    turnPage() {
      shown = 0
    },
    end() {
      clearTimeout(patience)
      patience = undefined
      shown = 0
    },
  }
}
