import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** `srs_` opens a session (an access token), `srn_` is an API key. */
export type TokenKind = 'srs' | 'srn'

/** A token taken apart: the row that it names, and what is compared with that row's hash. */
export interface TokenClaim {
  kind: TokenKind
  id: string
  hash: Buffer
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const SECRET_LENGTH = 32
const form = /^(srs|srn)_([0-9a-f]{32})_[0-9A-Za-z]{32}$/

/**
 * A new token for the row of that id: `<kind>_<id without dashes>_<32 base62>`, 190 bits of chance. Shown once; only
 * its hash is stored. A plain SHA-256 is enough: what is that random needs no slow hash.
 */
export function mintToken(kind: TokenKind, id: string): { token: string; hash: Buffer<ArrayBuffer> } {
  const token = `${kind}_${id.replaceAll('-', '')}_${randomBase62(SECRET_LENGTH)}`
  return { token, hash: sha256(token) }
}

/** Null for anything that is not of a token's form. */
export function readToken(token: string): TokenClaim | null {
  const match = form.exec(token)
  if (match === null) return null
  const id = match[2]!.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { kind: match[1] as TokenKind, id, hash: sha256(token) }
}

/** In constant time. */
export const isSameHash = (stored: Uint8Array, claimed: Uint8Array): boolean =>
  stored.length === claimed.length && timingSafeEqual(stored, claimed)

const sha256 = (text: string): Buffer<ArrayBuffer> => Buffer.from(createHash('sha256').update(text).digest())

/** Bytes of 248 and above are thrown away, so that every character is equally likely. */
export function randomBase62(length: number): string {
  let text = ''
  while (text.length < length)
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += ALPHABET[byte % 62]
  return text
}
