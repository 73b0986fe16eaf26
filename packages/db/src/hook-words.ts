import type { Database } from './database.js'
import { storableText } from './refusal.js'
import { statement } from './statement.js'

/** What a gateway says when it calls. */
export type SaidWord =
  | { kind: 'ack'; transportMessageId: string; level: 'sent' | 'delivered' | 'read' | 'failed'; reason?: string }
  | { kind: 'incoming'; from: string; text: string }
  | { kind: 'device' }

export type TakenWord = SaidWord & { id: number; workspaceId: string; deviceId: string; at: Date }

type Row = {
  id: number
  workspaceId: string
  deviceId: string
  kind: SaidWord['kind']
  transportMessageId: string
  level: 'sent' | 'delivered' | 'read' | 'failed'
  reason: string | null
  phone: string
  text: string
  heardAt: Date
}

/** So many words wait for one device; then its gateway is told to come again. */
const MOST_WAITING = 10_000
/** As much as WhatsApp takes in one message. */
const LONGEST_TEXT = 65_536
const LONGEST_ID = 255
const LONGEST_PHONE = 16

const add = statement<{ id: number }>('add-hook-word')
const take = statement<Row>('take-hook-words')
const known = statement<{ deviceId: string; transportMessageId: string }>('known-messages')
const leave = statement<never>('leave-hook-words')

/** Keeps a word until a sender takes it in. False when too many wait for the device. */
export async function addHookWord(
  db: Database,
  { workspaceId, deviceId }: { workspaceId: string; deviceId: string },
  word: SaidWord,
): Promise<boolean> {
  const ack = word.kind === 'ack' ? word : null
  const incoming = word.kind === 'incoming' ? word : null
  const rows = await add(db, [
    workspaceId,
    deviceId,
    word.kind,
    ack && storableText(ack.transportMessageId, LONGEST_ID),
    ack?.level ?? null,
    ack?.reason === undefined ? null : storableText(ack.reason),
    incoming && storableText(incoming.from, LONGEST_PHONE),
    incoming && storableText(incoming.text, LONGEST_TEXT),
    MOST_WAITING,
  ])
  return rows.length > 0
}

/** Words for a sender to take in, in the order in which they came. They are its own for `heldMs`. */
export async function takeHookWords(
  db: Database,
  sender: string,
  { most, heldMs }: { most: number; heldMs: number },
): Promise<TakenWord[]> {
  const rows = await take(db, [sender, most, heldMs])
  return rows.sort((a, b) => a.id - b.id).map(wordOf)
}

function wordOf({ id, workspaceId, deviceId, ...row }: Row): TakenWord {
  const taken = { id, workspaceId, deviceId, at: row.heardAt }
  switch (row.kind) {
    case 'ack': {
      const { transportMessageId, level, reason } = row
      return { ...taken, kind: 'ack', transportMessageId, level, ...(reason !== null && { reason }) }
    }
    case 'incoming':
      return { ...taken, kind: 'incoming', from: row.phone, text: row.text }
    case 'device':
      return { ...taken, kind: 'device' }
  }
}

/** Those of the acks whose message is known. */
export async function knownMessages<Ack extends { deviceId: string; transportMessageId: string }>(
  db: Database,
  acks: readonly Ack[],
): Promise<Set<Ack>> {
  if (acks.length === 0) return new Set()
  const keyOf = ({ deviceId, transportMessageId }: { deviceId: string; transportMessageId: string }) =>
    `${deviceId} ${transportMessageId}`
  const rows = await known(db, [
    acks.map(({ deviceId }) => deviceId),
    acks.map(({ transportMessageId }) => transportMessageId),
  ])
  const keys = new Set(rows.map(keyOf))
  return new Set(acks.filter((ack) => keys.has(keyOf(ack))))
}

/** What was taken in is gone; `early` is looked at again after `againMs`, and given up when it is older than `tooOldMs`. */
export async function leaveHookWords(
  db: Database,
  { done, early }: { done: readonly number[]; early: readonly number[] },
  { againMs, tooOldMs }: { againMs: number; tooOldMs: number },
): Promise<void> {
  await leave(db, [done, early, againMs, tooOldMs])
}
