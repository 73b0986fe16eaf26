/** One message as a phone received it. `id` is the sender's reference; the same one twice is two entries. */
export interface LedgerEntry {
  /** 1, 2, 3, … without a gap. */
  seq: number
  device: string
  to: string
  type: 'text' | 'image' | 'document'
  text: string
  mediaUrl?: string
  /** The instant at which the sender handed it over to the network. */
  handedAt: string
  /** The instant at which the phone received it. */
  at: string
  id: string
  messageId: string
}

export type Delivery = Omit<LedgerEntry, 'seq'>

/** What phones received, in order. It can be added to and read; nothing in it can be changed or removed. */
export interface Ledger {
  record(delivery: Delivery): LedgerEntry
  /** Entries with a seq above `after`, at most `limit`; `next` is the `after` of the following page. */
  page(after: number, limit: number): { entries: LedgerEntry[]; next: number }
  /** The last entry that came from this device under the sender's reference. */
  find(device: string, id: string): LedgerEntry | undefined
}

/** A ledger that begins with `entries` (seq 1 first) and hands each new one to `keep`, which may throw to refuse it. */
export function createLedger(entries: LedgerEntry[], keep: (entry: LedgerEntry) => void): Ledger {
  // By the reference alone: it is the sender's, and no two devices are given one.
  const byReference = new Map(entries.map((entry) => [entry.id, entry]))
  return {
    record(delivery) {
      const entry = { seq: entries.length + 1, ...delivery }
      keep(entry)
      entries.push(entry)
      byReference.set(entry.id, entry)
      return entry
    },
    page(after, limit) {
      const page = entries.slice(after, after + limit)
      return { entries: page, next: page.at(-1)?.seq ?? after }
    },
    find(device, id) {
      const entry = byReference.get(id)
      return entry?.device === device ? entry : undefined
    },
  }
}
