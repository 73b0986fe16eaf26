import { randomBytes, randomUUID } from 'node:crypto'
import type { Clock } from '../clock.js'

/** What makes a browser a linked device of an account; the page keeps it, and says it on every connection. */
export interface Credentials {
  /** E.164. */
  phone: string
  secret: string
}

/** A page that is not linked. */
export interface UnlinkedPage {
  /** What a phone can scan now. */
  reference(reference: string): void
  /** Nobody scanned any of them: no other comes until the page asks. */
  idle(): void
  /** Its phone has let it in. */
  paired(credentials: Credentials): void
  /** Its phone would let it in, if it had a passkey. */
  passkey(): void
}

/** What became of a scan, or of a code that was entered; null when no page shows it now. */
type Let = 'linked' | 'asked for a passkey' | null

/** The first reference is shown for a minute, the others for 20 s; six in all, as on WhatsApp. */
const FIRST_REFERENCE_MS = 60_000
const REFERENCE_MS = 20_000
const REFERENCES = 6
/** How long a code can be entered. */
const CODE_MS = 180_000

export interface Linking {
  /** Begins to show references to a page, from the first one. */
  offer(page: UnlinkedPage): void
  /** A code that the phone can enter instead of scanning. */
  code(page: UnlinkedPage, phone: string): string
  /** The page has gone, or is linked. */
  withdraw(page: UnlinkedPage): void
  scan(qr: string, phone: string): Let
  enterCode(code: string, phone: string): Let
  /**
   * Whether the credentials are still good. The network keeps no book of those it gave out: it only remembers, for as long as
   * it runs, the ones that it took back.
   */
  accepts(credentials: Credentials): boolean
  /** Takes credentials back. */
  revoke(credentials: Credentials): void
  /** Takes back everything that the network gave out for this phone, or has seen of it, since it began to run. */
  revokeAll(phone: string): void
}

type Showing = { reference: string; shown: number; stop(): void; code?: { code: string; phone: string; until: number } }

/** `needsPasskey`: no page is linked without one, as WhatsApp wants it of some accounts since June 2026. */
export function createLinking(clock: Clock, needsPasskey = false): Linking {
  const pages = new Map<UnlinkedPage, Showing>()
  const seen = new Map<string, Set<string>>()
  const revoked = new Set<string>()

  const see = ({ phone, secret }: Credentials) => seen.set(phone, (seen.get(phone) ?? new Set()).add(secret))

  const show = (page: UnlinkedPage, shown: number) => {
    if (shown === REFERENCES) return page.idle()
    const reference = `2@${randomBytes(48).toString('base64')}`
    const stop = clock.after(shown === 0 ? FIRST_REFERENCE_MS : REFERENCE_MS, () => show(page, shown + 1))
    pages.set(page, { ...pages.get(page), reference, shown, stop })
    page.reference(reference)
  }

  const withdraw = (page: UnlinkedPage) => {
    pages.get(page)?.stop()
    pages.delete(page)
  }

  const letIn = (phone: string, isMeant: (showing: Showing) => boolean) => {
    const [page] = [...pages].find(([, showing]) => isMeant(showing)) ?? []
    if (page === undefined) return null
    withdraw(page)
    if (needsPasskey) {
      page.passkey()
      return 'asked for a passkey'
    }
    const credentials = { phone, secret: randomUUID() }
    see(credentials)
    page.paired(credentials)
    return 'linked'
  }

  return {
    offer(page) {
      pages.get(page)?.stop()
      show(page, 0)
    },
    code(page, phone) {
      const code = randomBytes(4).toString('hex').toUpperCase()
      const showing = pages.get(page)
      if (showing) showing.code = { code, phone, until: clock.now() + CODE_MS }
      return code
    },
    withdraw,
    // A QR is the reference, then what the page adds to it.
    scan: (qr, phone) => letIn(phone, ({ reference }) => qr.split(',')[0] === reference),
    enterCode: (code, phone) =>
      letIn(phone, ({ code: shown }) => shown?.code === code && shown.phone === phone && clock.now() < shown.until),
    accepts(credentials) {
      see(credentials)
      return !revoked.has(credentials.secret)
    },
    revoke: ({ secret }) => void revoked.add(secret),
    revokeAll(phone) {
      for (const secret of seen.get(phone) ?? []) revoked.add(secret)
    },
  }
}
