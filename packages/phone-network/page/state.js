import { Collection, Emitter, Model } from './models.js'

/** What the page knows of itself, in the models that the real page keeps it in. */
export const socketState = new Model({ state: 'OPENING', hasSynced: false })
export const connection = new Model({ ref: undefined, platform: undefined, pushname: undefined, wid: undefined })
export const commands = new Emitter()
export const me = { phone: null, lid: null }
export const sync = { progress: 0 }

export const messages = new Collection()
export const chats = new Collection()

const lidOfPhone = new Map()
const phoneOfLid = new Map()

/** Which LID and which phone are one person. */
export const people = {
  learn({ phone, lid }) {
    lidOfPhone.set(phone.toString(), lid)
    phoneOfLid.set(lid.toString(), phone)
  },
  lidOf: (wid) => lidOfPhone.get(String(wid)) ?? null,
  phoneOf: (wid) => phoneOfLid.get(String(wid)) ?? null,
}
