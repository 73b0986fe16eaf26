import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { until } from '@siaran/testkit'
import { phonesOf, type Siaran, startSiaran } from './siaran.js'

let siaran: Siaran

beforeAll(async () => {
  siaran = await startSiaran({ senders: 2, environment: { SIARAN_ENROL_INTERVAL_MS: '500' } })
})
afterAll(async () => {
  await siaran?.stop()
})

const phones = phonesOf(20, 7_000_000)
const text = (messageContent: string, delayMinutes = 0) => ({
  messageType: 'text' as const,
  messageContent,
  delayMinutes,
})
const throttleConfig = { messagesPerMinute: 1_200, batchSize: 1_000, delayBetweenBatches: 0 }

/** What each phone was told, in its order. */
async function told(): Promise<Map<string, string[]>> {
  const entries = (await siaran.network.allEntries()).filter(({ to }) => phones.includes(to))
  return new Map(phones.map((phone) => [phone, entries.filter(({ to }) => to === phone).map((entry) => entry.text)]))
}
const untilEachHeard = (count: number) =>
  until(async () => [...(await told()).values()].every(({ length }) => length === count), `each heard ${count}`)

test('leads that come with a trigger get the journey, step by step; who answers leaves, who says stop is left alone, and the others go on to the next', async () => {
  const [deviceId] = await siaran.onlineDevices(2)
  const { socket, heard } = await siaran.listen()
  const create = async (body: object) => {
    const created = await siaran.api.POST('/api/v1/sequences', { body: { throttleConfig, ...body } as never })
    return (created.data as { data: { id: string } }).data.id
  }
  const id = await create({
    name: 'Welcome',
    trigger: 'baru',
    status: 'active',
    steps: [text('Satu {{firstName}}'), text('Dua'), text('Tiga', 1_440)],
  })
  const next = await create({ name: 'Warm', trigger: 'hangat', status: 'active', steps: [text('Empat')] })
  const short = await create({
    name: 'Short',
    trigger: 'ringkas',
    status: 'active',
    steps: [text('Lima')],
    nextTrigger: 'hangat',
  })
  const leadIds: string[] = []
  for (const [n, phone] of phones.entries()) {
    const body = { phone, firstName: `Lead ${n}`, trigger: n < 10 ? 'baru' : 'ringkas' }
    const made = await siaran.api.POST('/api/v1/leads', { body })
    leadIds.push((made.data as { data: { id: string } }).data.id)
  }

  await untilEachHeard(2)
  const [first, other] = [phones[0]!, phones[10]!]
  expect((await told()).get(first)).toEqual(['Satu Lead 0', 'Dua'])
  expect((await told()).get(other)).toEqual(['Lima', 'Empat'])

  const contacts = async (of: string) => {
    const answer = await siaran.api.GET('/api/v1/sequences/{id}/contacts', { params: { path: { id: of } } })
    return (answer.data as { data: { leadId: string; status: string; exitReason?: string | null }[] }).data
  }
  const contact = async (n: number) => (await contacts(id)).find(({ leadId }) => leadId === leadIds[n])!
  const device = (await siaran.network.allEntries()).find(({ to }) => to === first)!.device
  expect(deviceId).toBeDefined()
  await siaran.network.incoming({ from: first, to: device, text: 'Berhenti!' })
  const answering = (await siaran.network.allEntries()).find(({ to }) => to === phones[1])!.device
  await siaran.network.incoming({ from: phones[1]!, to: answering, text: 'Berapa harga? Please stop at 5.' })
  await until(async () => (await contact(0)).status === 'exited', 'who said stop has left')
  await until(async () => (await contact(1)).status === 'exited', 'who answered has left')
  expect([(await contact(0)).exitReason, (await contact(1)).exitReason]).toEqual(['opted_out', 'replied'])
  expect((await contact(2)).status).toBe('active')
  const { data: suppressions } = await siaran.api.GET('/api/v1/suppressions')
  expect((suppressions as { data: { phone: string }[] }).data.map(({ phone }) => phone)).toEqual([first])

  await until(
    async () => (await contacts(short)).every(({ status }) => status === 'completed'),
    'the short one is over',
  )
  await until(async () => (await contacts(next)).every(({ status }) => status === 'completed'), 'and the next one too')
  expect((await contacts(next)).length).toBe(10)
  const { data } = await siaran.api.GET('/api/v1/sequences/{id}', { params: { path: { id } } })
  expect((data as { data: unknown }).data).toMatchObject({
    enrolments: { active: 8, completed: 0, exited: 2 },
    counts: { planned: 30, sent: 20, skipped: 2 },
  })
  await until(() => heard.some(({ name }) => name === 'sequence:progress'), 'progress is told live')
  socket.close()
  expect(await told()).toEqual(
    new Map(phones.map((phone, n) => [phone, n < 10 ? [`Satu Lead ${n}`, 'Dua'] : ['Lima', 'Empat']])),
  )
})
