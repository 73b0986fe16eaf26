import { until } from '@siaran/testkit'
import type { Siaran } from './siaran.js'

const one = (id: string) => ({ params: { path: { id } } })

export const readDevice = async ({ api }: Siaran, id: string) =>
  (await api.GET('/api/v1/devices/{id}', one(id))).data!.data

export const connect = ({ api }: Siaran, id: string) => api.POST('/api/v1/devices/{id}/connect', one(id))

export const untilDevice = (siaran: Siaran, id: string, status: string) =>
  until(async () => (await readDevice(siaran, id)).status === status, `device ${id} is ${status}`)

/** A device whose gateway calls this Siaran back, online. Needs `OUTBOUND_ALLOW_HOSTS: '127.0.0.1'`. */
export async function gatewayDevice(siaran: Siaran, transport: 'wablas' | 'whacenter'): Promise<string> {
  const { api, network, stack } = siaran
  const settings = { baseUrl: `${stack.urls.phoneNetwork}/${transport}` }
  const accounts: Record<typeof transport, { credentials: Record<string, string>; secret: string }> = {
    wablas: { credentials: { token: 'token', secretKey: 'key' }, secret: 'token.key' },
    whacenter: { credentials: { deviceId: 'w-1' }, secret: 'w-1' },
  }
  const { credentials, secret } = accounts[transport]
  const body = { name: transport, transport, settings, credentials }
  const { id, hookPath } = (await api.POST('/api/v1/devices', { body })).data!.data
  await network.putOnGateway(id, { gateway: transport, secret, hookUrl: `${stack.urls.api}${hookPath}` })
  await connect(siaran, id)
  await untilDevice(siaran, id, 'online')
  return id
}

/** A device of WhatsApp Web on a page that asks to be scanned. */
export async function unlinkedDevice(siaran: Siaran): Promise<{ id: string; qr: string }> {
  const body = { name: 'Kaunter', transport: 'whatsapp_web' } as const
  const { id } = (await siaran.api.POST('/api/v1/devices', { body })).data!.data
  await connect(siaran, id)
  return { id, qr: await shownQr(siaran, id) }
}

/** Waits until there is one to scan. */
export async function shownQr({ api }: Siaran, id: string): Promise<string> {
  let shown: string | undefined
  await until(async () => {
    const answer = await api.GET('/api/v1/devices/{id}/qr', one(id)).catch(() => null)
    shown = (answer?.data as { data: { qr: string } } | undefined)?.data.qr
    return shown !== undefined
  }, `device ${id} shows a QR`)
  return shown!
}

/** The same, scanned by this phone and online. */
export async function linkedDevice(siaran: Siaran, phone: string): Promise<string> {
  const { id, qr } = await unlinkedDevice(siaran)
  await siaran.network.scan(qr, phone)
  await untilDevice(siaran, id, 'online')
  return id
}
