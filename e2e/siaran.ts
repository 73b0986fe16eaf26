import { asForm, type Campaign, createSiaranClient, type Import, type paths, type SiaranClient } from '@siaran/client'
import { type ServiceSpec, type Stack, siaranServices, startStack, temporaryFolder } from '@siaran/local-stack'
import { type PhoneNetworkClient, phoneNetworkClient } from '@siaran/phone-network'
import { createAnswerCheck, until } from '@siaran/testkit'
import { io, type Socket } from 'socket.io-client'

/** Siaran as its callers meet it: over HTTP and socket.io, with the phone network's ledger as the witness. */
export interface Siaran {
  stack: Stack
  network: PhoneNetworkClient
  /** The API's own client. Every answer that it gets is held against the API's document; a failure throws. */
  api: SiaranClient
  /** Creates the campaign and answers its id. */
  createCampaign(fields: NewCampaign): Promise<string>
  importCsv(csv: string, fields?: { deviceId?: string }): Promise<Import>
  /** Devices that are connected and online. */
  onlineDevices(count: number): Promise<string[]>
  /** A socket, and every event that it hears. */
  listen(): Promise<{ socket: Socket; heard: { name: string; payload: Record<string, unknown> }[] }>
  campaign(id: string): Promise<Campaign>
  untilCampaign(id: string, status: Campaign['status']): Promise<Campaign>
  stop(): Promise<void>
}

export type NewCampaign = paths['/api/v1/campaigns']['post']['requestBody']['content']['application/json']

export async function startSiaran(
  options: {
    folder?: string
    senders?: number
    environment?: Record<string, string>
    /** By a service's name, what it alone is told. */
    serviceEnvironment?: Record<string, Record<string, string>>
    /** What runs, made from what runs otherwise. */
    services?: (specs: ServiceSpec[]) => ServiceSpec[]
  } = {},
): Promise<Siaran> {
  const { services = (specs) => specs } = options
  const stack = await startStack({
    services: (setting) => services(siaranServices(setting)),
    environment: {
      ...process.env,
      PORT: '0',
      SIARAN_PHONE_NETWORK_PORT: '0',
      SIARAN_DATA_DIR: options.folder ?? temporaryFolder('e2e'),
      SIARAN_DEVICE_SENDERS: String(options.senders ?? 1),
      ...options.environment,
    },
    durable: false,
    ...(options.serviceEnvironment === undefined ? {} : { serviceEnvironment: options.serviceEnvironment }),
  })
  const network = phoneNetworkClient(stack.urls.phoneNetwork)
  let token: string | undefined
  const api = await checkedClient(stack, () => token)
  token = dataOf(await api.POST('/api/v1/auth/login', { body: stack.signIn })).token

  const one = (id: string) => ({ params: { path: { id } } })
  const campaign = async (id: string) => dataOf(await api.GET('/api/v1/campaigns/{id}', one(id)))
  return {
    stack,
    network,
    api,
    campaign,
    async createCampaign(fields) {
      return dataOf(await api.POST('/api/v1/campaigns', { body: fields })).id
    },
    async importCsv(csv, fields = {}) {
      const file = new File([csv], 'leads.csv', { type: 'text/csv' })
      const accepted = await api.POST('/api/v1/leads/import', { body: { ...fields, file }, bodySerializer: asForm })
      const { id } = dataOf(accepted)
      const read = async () => dataOf(await api.GET('/api/v1/imports/{id}', one(id)))
      await until(async () => ['completed', 'failed'].includes((await read()).status), 'the import ends')
      return read()
    },
    async onlineDevices(count) {
      const ids: string[] = []
      for (let n = 1; n <= count; n++) {
        const body = { name: `Kaunter ${n}`, transport: 'simulator' } as const
        const { id } = dataOf(await api.POST('/api/v1/devices', { body }))
        await api.POST('/api/v1/devices/{id}/connect', one(id))
        ids.push(id)
      }
      for (const id of ids)
        await until(
          async () => dataOf(await api.GET('/api/v1/devices/{id}', one(id))).status === 'online',
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

/** What an answer carries; `checkedClient` threw when it was a failure. */
const dataOf = <Data>(answer: { data?: { data: Data } }): Data => answer.data!.data

/** A client that holds every answer against the document that the API itself serves. */
async function checkedClient({ urls }: Stack, token: () => string | undefined): Promise<SiaranClient> {
  const assertPromised = createAnswerCheck(await (await fetch(`${urls.api}/docs/json`)).json())
  const client = createSiaranClient({ baseUrl: urls.api, token })
  client.use({
    async onResponse({ request, response }) {
      const contentType = response.headers.get('content-type')
      const text = await response.clone().text()
      const body = contentType?.startsWith('application/json') ? JSON.parse(text) : text
      const path = new URL(request.url).pathname
      assertPromised({ method: request.method, path, status: response.status, contentType, body })
      if (!response.ok) throw new Error(`${request.method} ${path}: ${response.status} ${body.message}`)
    },
  })
  return client
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
export const campaignTo = (niche: string, fields: Partial<NewCampaign> = {}): NewCampaign => ({
  name: niche,
  messageType: 'text',
  messageContent: 'Hi {{firstName | default: "there"}} di {{Bandar}}',
  audienceType: 'niche',
  audienceConfig: { niche },
  scheduleType: 'manual',
  throttleConfig: { messagesPerMinute: 1_200 },
  ...fields,
})
