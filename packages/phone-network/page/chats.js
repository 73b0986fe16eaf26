import { createWid, keyOf, MsgKey } from './ids.js'
import { Collection, hide, Model } from './models.js'
import { chats, me, messages, people } from './state.js'

/** Messages that left this page, by the part of their key that the network knows. */
const outgoing = new Map()

/** Asks the network for a person; null for a number that is not on WhatsApp. */
export async function findPerson(wire, wid) {
  const found = await wire.ask({ op: 'exists', wid: wid.toString() })
  if (found === null) return null
  const person = { phone: createWid(found.phone), lid: createWid(found.lid), name: found.name }
  people.learn(person)
  return person
}

/** The one chat with a person, under his LID, whichever of his addresses is given. Throws what the real page throws. */
export async function findOrCreateChat(wire, wid) {
  const held = chats.get(wid) ?? chats.get(people.lidOf(wid))
  if (held) return { chat: held, created: false }
  const person = await findPerson(wire, wid)
  if (person === null) throw new Error('No LID for user')
  return { chat: chats.get(person.lid) ?? openChat(person.lid), created: true }
}

function openChat(id) {
  const chat = new Model({
    id,
    name: id.user,
    formattedTitle: id.user,
    unreadCount: 0,
    t: Math.floor(Date.now() / 1000),
    archive: false,
    pin: 0,
    isLocked: false,
    mute: { expiration: 0 },
    msgs: new Collection(),
  })
  return chats.add(chat)
}

/**
 * Shows the message at once (ack 0) and hands it over; the first promise is the local echo, the second the network's
 * word. What the network turns away has ack -1, and the second promise resolves all the same.
 */
export function sendMessage(wire, chat, attributes) {
  const message = new Model(attributes)
  hide(message, 'mediaObject', attributes.mediaObject)
  outgoing.set(message.id.id, message)
  keep(chat, message)
  const sent = wire
    .ask({
      op: 'message',
      messageId: message.id.id,
      to: chat.id.toString(),
      type: message.type === 'chat' ? 'text' : message.type,
      text: (message.directPath ? message.caption : message.body) ?? '',
      mediaUrl: message.clientUrl ?? null,
    })
    .then(
      () => ({ messageSendResult: 'OK', t: message.t, count: null }),
      (err) => {
        message.set('ack', -1)
        return { messageSendResult: 'ERROR_UNKNOWN', error: err.message }
      },
    )
  return [Promise.resolve(message), sent]
}

/** The network's word on a message: it only rises. */
export function acknowledge({ messageId, ack }) {
  const message = outgoing.get(messageId)
  if (message && ack > message.ack) message.set('ack', ack)
}

/** A person has written. Told again under the same id, it is the same message. */
export function receive({ id, from, phone, name, text, quoted, at }) {
  const remote = createWid(from)
  people.learn({ phone: createWid(phone), lid: remote })
  const key = new MsgKey({ fromMe: false, remote, id })
  if (messages.get(key)) return
  const chat = chats.get(remote) ?? openChat(remote)
  const quoting = quoted === undefined ? {} : { quotedStanzaID: quoted, quotedParticipant: me.lid }
  const message = new Model({
    id: key,
    ack: 0,
    body: text,
    type: 'chat',
    t: Math.floor(at / 1000),
    from: remote,
    to: me.phone,
    self: 'in',
    isNewMsg: true,
    notifyName: name,
    invis: false,
    star: false,
    mentionedJidList: [],
    ...quoting,
  })
  hide(chat, 'lastReceivedKey', key)
  keep(chat, message)
  chat.set('unreadCount', chat.unreadCount + 1)
}

/** `chat.msgs` first: a message tells the collection that it was added to last, and that is the one listened to. */
function keep(chat, message) {
  hide(message, 'unsafe', () => message)
  hide(message, 'canReply', () => true)
  hide(message, 'msgContextInfo', () => ({
    quotedMsg: { type: message.type, body: message.body },
    quotedStanzaID: message.id.id,
    quotedParticipant: keyOf(message.from),
  }))
  chat.msgs.add(message)
  messages.add(message)
}
