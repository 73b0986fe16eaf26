import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/**
 * Secrets at rest: AES-256-GCM. A box names the key that closed it and is bound to its row: moved to another row, or
 * changed by a bit, it does not open.
 *
 *     1 version · 8 key id · 12 nonce · 16 tag · ciphertext
 */
export interface SecretBox {
  /** `rowId` is the identity of the row that will hold it. */
  seal(secret: unknown, rowId: string): Buffer<ArrayBuffer>
  /** Throws when the box was tampered with, belongs to another row, or was closed with a key that is not here. */
  open(box: Uint8Array, rowId: string): unknown
  /** As `seal`, of bytes as they are. */
  sealBytes(secret: Uint8Array, rowId: string): Buffer<ArrayBuffer>
  /** As `open`, of what `sealBytes` closed. */
  openBytes(box: Uint8Array, rowId: string): Buffer
  /** Whether the first key closed it; the others are on their way out. */
  isCurrent(box: Uint8Array): boolean
}

const VERSION = 1
const KEY_ID = 8
const NONCE = 12
const TAG = 16
const HEAD = 1 + KEY_ID + NONCE + TAG

/** Keys are 32 bytes each. The first closes; all of them open, so that keys can be changed without a pause. */
export function createSecretBox(keys: readonly [Buffer, ...Buffer[]]): SecretBox {
  const byId = new Map(keys.map((key) => [idOf(key).toString('hex'), key]))
  const sealBytes = (secret: Uint8Array, rowId: string) => {
    const [key] = keys
    const nonce = randomBytes(NONCE)
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(rowId))
    const body = [cipher.update(secret), cipher.final()]
    return Buffer.concat([Buffer.from([VERSION]), idOf(key), nonce, cipher.getAuthTag(), ...body])
  }
  const openBytes = (box: Uint8Array, rowId: string) => {
    const bytes = Buffer.from(box.buffer, box.byteOffset, box.byteLength)
    if (bytes.length < HEAD || bytes[0] !== VERSION) throw new Error('Not a sealed secret')
    const key = byId.get(bytes.subarray(1, 1 + KEY_ID).toString('hex'))
    if (key === undefined) throw new Error('The secret was sealed with a key that is not configured')
    const nonce = bytes.subarray(1 + KEY_ID, 1 + KEY_ID + NONCE)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce)
      .setAAD(Buffer.from(rowId))
      .setAuthTag(bytes.subarray(HEAD - TAG, HEAD))
    return Buffer.concat([decipher.update(bytes.subarray(HEAD)), decipher.final()])
  }
  return {
    sealBytes,
    openBytes,
    seal: (secret, rowId) => sealBytes(Buffer.from(JSON.stringify(secret)), rowId),
    open: (box, rowId) => JSON.parse(openBytes(box, rowId).toString('utf8')),
    isCurrent: (box) => idOf(keys[0]).equals(box.subarray(1, 1 + KEY_ID)),
  }
}

/** Tells keys apart without giving anything of them away. */
const idOf = (key: Buffer) => createHash('sha256').update('siaran-key-id').update(key).digest().subarray(0, KEY_ID)
