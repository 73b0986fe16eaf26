import { settings } from './settings.js'

/** Who or what is written to: `60123456789@c.us` (by phone) or `198765432106@lid` (by an id that hides it). */
export class Wid {
  constructor(user, server) {
    this.user = user
    this.server = server
    this._serialized = `${user}@${server}`
  }
  isLid() {
    return this.server === 'lid'
  }
  isUser() {
    return this.server === 'c.us' || this.server === 'lid'
  }
  isGroup() {
    return this.server === 'g.us'
  }
  isStatus() {
    return this._serialized === 'status@broadcast'
  }
  isNewsletter() {
    return this.server === 'newsletter'
  }
  isBroadcast() {
    return this.server === 'broadcast'
  }
  equals(other) {
    return keyOf(other) === this._serialized
  }
  toJid() {
    return this._serialized.replace('@c.us', '@s.whatsapp.net')
  }
  toString() {
    return this._serialized
  }
  toPlain() {
    return { user: this.user, server: this.server, _serialized: this._serialized }
  }
  toJSON() {
    return this.toPlain()
  }
}

/** Throws what the real page throws for what is no address. */
export function createWid(from) {
  if (from instanceof Wid) return from
  const text = String(from?._serialized ?? from).replace('@s.whatsapp.net', '@c.us')
  const [, user, server] = /^([^@:]+)(?::\d+)?@([a-z.]+)$/.exec(text) ?? []
  if (user === undefined) throw new Error('wid error: invalid wid')
  return new Wid(user, server)
}

/**
 * What names one message: `true_198765432106@lid_3EB0…`. The name of that property is not fixed: the builds of WhatsApp Web
 * since July 2026 say `$1` where earlier ones said `_serialized`, for message keys alone.
 */
export class MsgKey {
  constructor({ from, to, id, participant, selfDir, fromMe = selfDir === 'out', remote = fromMe ? to : from }) {
    this.fromMe = fromMe
    this.remote = remote
    this.id = id
    if (participant) this.participant = participant
    const parts = [fromMe, keyOf(remote), id, participant && keyOf(participant)]
    this[settings.messageKeyProperty] = parts.filter((part) => part !== undefined).join('_')
  }
  static async newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(9))
    return `3EB0${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`.toUpperCase()
  }
  toString() {
    return this[settings.messageKeyProperty]
  }
  toPlain() {
    const participant = this.participant ? { participant: keyOf(this.participant) } : {}
    const remote = createWid(this.remote).toPlain()
    return {
      fromMe: this.fromMe,
      remote,
      id: this.id,
      ...participant,
      [settings.messageKeyProperty]: this.toString(),
    }
  }
  toJSON() {
    return this.toPlain()
  }
}

/** The text that names an address or a message, also one that has lost its class on its way. */
export const keyOf = (id) => String(id?._serialized ?? id?.[settings.messageKeyProperty] ?? id)
