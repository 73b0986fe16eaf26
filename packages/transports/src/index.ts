import type { ReadCall } from './gateway/heard-word.js'
import { readWablasCall } from './wablas.js'
import { readWhacenterCall } from './whacenter.js'

export type { HeardWord } from './gateway/heard-word.js'
export { readAllowList } from './outbound/allow-list.js'
export { createDownloader } from './outbound/download.js'
export { createSimulatorTransport, type SimulatorOptions } from './simulator.js'
export type * from './transport.js'
export { createWablasTransport } from './wablas.js'
export { createWhacenterTransport } from './whacenter.js'
export { browserArgs } from './whatsapp-web/browser-args.js'
export { measureDevices } from './whatsapp-web/device-memory.js'
export { type FoundBrowser, findBrowser } from './whatsapp-web/find-browser.js'
export type { SessionStore } from './whatsapp-web/session.js'
export { createWhatsAppWebTransport } from './whatsapp-web.js'

/** Of the transports whose gateways call back, how their calls are read. */
export const callReaders: Readonly<Record<string, ReadCall>> = { wablas: readWablasCall, whacenter: readWhacenterCall }
