import type { Behaviour, BehaviourPatch } from './behaviour.js'
import type { DeviceState } from './devices.js'
import type { GatewayDevice } from './gateways/hosted.js'
import type { LedgerEntry } from './ledger.js'
import type { ChatState } from './whatsapp-web/chat-states.js'

/** The phone network as a test sees it. Every call throws, with the network's own words, on any answer but a good one. */
export interface PhoneNetworkClient {
  /** One page of what phones received. */
  ledger(after?: number, limit?: number): Promise<{ entries: LedgerEntry[]; next: number }>
  /** Everything that phones have received up to now, in order. */
  allEntries(): Promise<LedgerEntry[]>
  behaviour(): Promise<Behaviour>
  setBehaviour(patch: BehaviourPatch): Promise<Behaviour>
  devices(): Promise<{ device: string; state: DeviceState; owner: string | null; handedOver: number }[]>
  isOnWhatsApp(phone: string): Promise<boolean>
  drop(device: string): Promise<void>
  restore(device: string): Promise<void>
  /** Makes the device one of a gateway, under `/wablas` or `/whacenter`. Its phone is linked; it is its own owner. */
  putOnGateway(device: string, gateway: GatewayDevice): Promise<void>
  /** A person writes to a device. It waits there when the device is not connected. */
  incoming(message: { from: string; to: string; text: string }): Promise<void>
  /** The owner of a phone scans what a page of WhatsApp Web shows. The device of that page has the phone as its id here. */
  scan(qr: string, phone: string): Promise<void>
  /** As `scan`, by the code that a page shows. */
  enterCode(code: string, phone: string): Promise<void>
  /** The owner of a phone takes the browsers out that are linked to it. */
  unlink(phone: string): Promise<void>
  /** What the pages that were linked to a phone have shown in its chats, such as `composing`, in order. */
  chatStates(phone: string): Promise<ChatState[]>
}

export function phoneNetworkClient(url: string): PhoneNetworkClient {
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(new URL(path, url), {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return JSON.parse(text)
  }
  const ledger = (after = 0, limit = 1000) => call('GET', `/ledger?after=${after}&limit=${limit}`)

  return {
    ledger,
    async allEntries() {
      const all: LedgerEntry[] = []
      for (let after = 0; ; ) {
        const { entries, next } = await ledger(after, 10_000)
        if (entries.length === 0) return all
        for (const entry of entries) all.push(entry)
        after = next
      }
    },
    behaviour: () => call('GET', '/behaviour'),
    setBehaviour: (patch) => call('PATCH', '/behaviour', patch),
    devices: async () => (await call('GET', '/devices')).devices,
    isOnWhatsApp: async (phone) => (await call('GET', `/numbers/${encodeURIComponent(phone)}`)).onWhatsApp,
    drop: (device) => call('POST', `/devices/${encodeURIComponent(device)}/drop`),
    restore: (device) => call('POST', `/devices/${encodeURIComponent(device)}/restore`),
    putOnGateway: (device, gateway) => call('PUT', `/gateways/${encodeURIComponent(device)}`, gateway),
    incoming: (message) => call('POST', '/messages', message),
    scan: (qr, phone) => call('POST', '/whatsapp-web/scan', { qr, phone }),
    enterCode: (code, phone) => call('POST', '/whatsapp-web/code', { code, phone }),
    chatStates: async (phone) =>
      (await call('GET', `/whatsapp-web/${encodeURIComponent(phone)}/chat-states`)).chatStates,
    unlink: (phone) => call('POST', `/whatsapp-web/${encodeURIComponent(phone)}/unlink`),
  }
}
