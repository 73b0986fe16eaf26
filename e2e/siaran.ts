import { type Stack, startStack, temporaryFolder } from '@siaran/local-stack'
import { type PhoneNetworkClient, phoneNetworkClient } from '@siaran/phone-network'
import { until } from '@siaran/testkit'
import { io, type Socket } from 'socket.io-client'

/** Siaran as its callers meet it: over HTTP and socket.io, with the phone network's ledger as the witness. */
export interface Siaran {
  stack: Stack
  network: PhoneNetworkClient
  get<Data>(path: string): Promise<Data>
  post<Data>(path: string, body?: unknown): Promise<Data>
  importCsv(csv: string, fields?: Record<string, string>): Promise<Record<string, unknown>>
  /** Devices that are connected and online. */
  onlineDevices(count: number): Promise<string[]>
  /** A socket, and every event that it hears. */
  listen(): Promise<{ socket: Socket; heard: { name: string; payload: Record<string, unknown> }[] }>
  campaign(id: string): Promise<CampaignAnswer>
  untilCampaign(id: string, status: string): Promise<CampaignAnswer>
  stop(): Promise<void>
}

export interface CampaignAnswer {
  status: string
  failureReason: string | null
  warning: string | null
  totalRecipients: number
  counts: Record<string, number>
  metrics: Record<string, number>
}

export async function startSiaran(options: { folder?: string; senders?: number } = {}): Promise<Siaran> {
  const stack = await startStack({
    environment: {
      ...process.env,
      PORT: '0',
      SIARAN_PHONE_NETWORK_PORT: '0',
      SIARAN_DATA_DIR: options.folder ?? temporaryFolder('e2e'),
      SIARAN_DEVICE_SENDERS: String(options.senders ?? 1),
    },
    durable: false,
  })
  const network = phoneNetworkClient(stack.urls.phoneNetwork)
  let token = ''

  const call = async <Data>(method: string, path: string, body?: unknown): Promise<Data> => {
    const isForm = body instanceof FormData
    const response = await fetch(`${stack.urls.api}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    })
    const answer = (await response.json()) as { data: Data; message?: string }
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer.message}`)
    return answer.data
  }
  const login = await call<{ token: string }>('POST', '/auth/login', stack.signIn)
  token = login.token

  const campaign = (id: string) => call<CampaignAnswer>('GET', `/campaigns/${id}`)
  return {
    stack,
    network,
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    campaign,
    async importCsv(csv, fields = {}) {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.set(name, value)
      form.set('file', new Blob([csv], { type: 'text/csv' }), 'leads.csv')
      const { id } = await call<{ id: string }>('POST', '/leads/import', form)
      let view: Record<string, unknown> = {}
      await until(async () => {
        view = await call('GET', `/imports/${id}`)
        return view.status === 'completed' || view.status === 'failed'
      }, 'the import ends')
      return view
    },
    async onlineDevices(count) {
      const ids: string[] = []
      for (let n = 1; n <= count; n++) {
        const { id } = await call<{ id: string }>('POST', '/devices', { name: `Kaunter ${n}`, transport: 'simulator' })
        await call('POST', `/devices/${id}/connect`)
        ids.push(id)
      }
      for (const id of ids)
        await until(
          async () => (await call<{ status: string }>('GET', `/devices/${id}`)).status === 'online',
          `device ${id} is online`,
        )
      return ids
    },
    async listen() {
      const socket = io(stack.urls.api, { auth: { token }, transports: ['websocket'] })
      const heard: { name: string; payload: Record<string, unknown> }[] = []
      socket.onAny((name, payload) => heard.push({ name, payload }))
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve)
        socket.once('connect_error', reject)
      })
      return { socket, heard }
    },
    async untilCampaign(id, status) {
      await until(async () => (await campaign(id)).status === status, `campaign ${id} is ${status}`)
      return campaign(id)
    },
    stop: () => stack.stop(),
  }
}

/** A CSV of leads of one niche, with phones that begin at `+60 13 <first>`. */
export const leadsCsv = (count: number, options: { niche: string; first: number }): string =>
  [
    'No. Telefon;Nama Depan;Niche;Status;Bandar',
    ...Array.from({ length: count }, (_, n) => `013-${options.first + n};Lead ${n};${options.niche};prospect;Ipoh`),
  ].join('\r\n')

export const phonesOf = (count: number, first: number): string[] =>
  Array.from({ length: count }, (_, n) => `+6013${first + n}`)

/** A fast campaign to a niche. */
export const campaignTo = (niche: string, fields: Record<string, unknown> = {}) => ({
  name: niche,
  messageType: 'text',
  messageContent: 'Hi {{firstName | default: "there"}} di {{Bandar}}',
  audienceType: 'niche',
  audienceConfig: { niche },
  scheduleType: 'manual',
  throttleConfig: { messagesPerMinute: 1_200 },
  ...fields,
})
