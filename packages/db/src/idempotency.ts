import type { Database } from './database.js'
import { statement } from './statement.js'

/** Keys are the caller's own: another person's, or the same in another workspace, is another key. */
export interface IdempotencyScope {
  workspaceId: string
  userId: string
  key: string
}

export interface ClaimedKey {
  id: string
  fingerprint: Uint8Array
  /** Null with `answer`: not answered yet; `overdue`: and not to be expected any more. */
  status: number | null
  answer: Uint8Array | null
  overdue: boolean
}

const claim = statement<{ id: string }>('claim-idempotency-key')
const read = statement<{ [Column in keyof ClaimedKey]: ClaimedKey[Column] }>('read-idempotency-key')
const forget = statement('forget-idempotency-keys')

/** The id of the claim for the one who is first, null for everybody after. */
export const claimIdempotencyKey = async (
  db: Database,
  { workspaceId, userId, key }: IdempotencyScope,
  fingerprint: Uint8Array,
): Promise<string | null> => (await claim(db, [workspaceId, userId, key, fingerprint]))[0]?.id ?? null

export const readIdempotencyKey = async (
  db: Database,
  { workspaceId, userId, key }: IdempotencyScope,
): Promise<ClaimedKey | null> => (await read(db, [workspaceId, userId, key]))[0] ?? null

/** Writes the first answer down, sealed; nothing happens when the key was claimed anew meanwhile. */
export const answerIdempotencyKey = async (
  db: Database,
  { id, status, answer }: { id: string; status: number; answer: Uint8Array<ArrayBuffer> },
): Promise<void> => {
  await db.prisma.idempotencyKey.updateMany({ where: { id }, data: { status, answer } })
}

/** Forgets the keys of more than 24 hours ago. */
export const forgetIdempotencyKeys = (db: Database) => forget(db, [])
