import { keyOf } from './ids.js'

/** What can be listened to, in the manner of Backbone: `on('change:ack change:type', …)`. */
export class Emitter {
  #listeners = new Map()
  on(names, listener) {
    for (const name of names.split(' ')) this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener])
    return this
  }
  off(name, listener) {
    const kept = (this.#listeners.get(name) ?? []).filter((each) => each !== listener)
    this.#listeners.set(name, kept)
    return this
  }
  once(name, listener) {
    const only = (...args) => {
      this.off(name, only)
      listener(...args)
    }
    return this.on(name, only)
  }
  /** A listener that throws does not keep the others from hearing. */
  trigger(name, ...args) {
    for (const listener of this.#listeners.get(name) ?? []) {
      try {
        listener(...args)
      } catch (err) {
        reportError(err)
      }
    }
  }
}

/** Attributes that tell when they change, to their own listeners and to those of their collection. */
export class Model extends Emitter {
  constructor(attributes = {}) {
    super()
    hide(this, 'collection', null)
    Object.assign(this, attributes)
  }
  set(name, value) {
    const patch = typeof name === 'string' ? { [name]: value } : name
    const changes = Object.entries(patch).filter(([key, next]) => this[key] !== next)
    const told = changes.map(([key, next]) => [`change:${key}`, this, next, this[key]])
    for (const [key, next] of changes) this[key] = next
    for (const event of told) this.#tell(...event)
    if (changes.length > 0) this.#tell('change', this)
    return this
  }
  serialize() {
    return plain({ ...this })
  }
  toJSON() {
    return this.serialize()
  }
  #tell(...event) {
    this.trigger(...event)
    this.collection?.trigger(...event)
  }
}

/** Models by their id. `make`, where there is one, finds what is not held yet. */
export class Collection extends Emitter {
  #models = new Map()
  #make
  constructor(make = null) {
    super()
    this.#make = make
    this.modelClass = Model
  }
  get(id) {
    return this.#models.get(keyOf(id))
  }
  async find(id) {
    const held = this.get(id)
    if (held) return held
    if (!this.#make) throw new Error(`[page] ${keyOf(id)} is not there`)
    return this.add(await this.#make(id))
  }
  add(model) {
    model.collection = this
    this.#models.set(keyOf(model.id), model)
    this.trigger('add', model)
    return model
  }
  getModelsArray() {
    return [...this.#models.values()]
  }
  get length() {
    return this.#models.size
  }
  async getMessagesById(ids) {
    return { messages: ids.map((id) => this.get(id)).filter(Boolean) }
  }
}

/** Sets a property that is not copied or serialized with the others. */
export function hide(object, name, value) {
  Object.defineProperty(object, name, { value, enumerable: false, configurable: true, writable: true })
}

/** What of a value can leave the page: no functions, no blobs, and ids as plain objects. */
export function plain(value) {
  if (value === null || typeof value !== 'object') return typeof value === 'function' ? undefined : value
  if (typeof value.toPlain === 'function') return value.toPlain()
  if (value instanceof Collection) return value.getModelsArray().map(({ id }) => keyOf(id))
  if (value instanceof Blob) return undefined
  if (value instanceof Uint8Array) return encodeBase64(value)
  if (Array.isArray(value)) return value.map(plain)
  const entries = Object.entries(value).map(([key, each]) => [key, plain(each)])
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined))
}

export const encodeBase64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
