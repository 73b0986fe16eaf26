import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { until } from '@siaran/testkit'
import { connect, gatewayDevice, readDevice, untilDevice as untilDeviceIs } from './devices.js'
import { campaignTo, leadsCsv, phonesOf, type Siaran, startSiaran } from './siaran.js'

let siaran: Siaran
let simulated: string
let wablas: string
let whacenter: string

beforeAll(async () => {
  siaran = await startSiaran({ environment: { OUTBOUND_ALLOW_HOSTS: '127.0.0.1' } })
  simulated = (await siaran.onlineDevices(1))[0]!
  wablas = await gatewayDevice(siaran, 'wablas')
  whacenter = await gatewayDevice(siaran, 'whacenter')
})
afterAll(async () => {
  await siaran?.stop()
})

const one = (id: string) => ({ params: { path: { id } } })
const untilDevice = (id: string, status: string) => untilDeviceIs(siaran, id, status)

test('one campaign over the phone network, Wablas and Whacenter: every phone once, acks and answers by their calls', async () => {
  // Acks come before the answers that name the message.
  await siaran.network.setBehaviour({ latencyMs: 1, answerDelayMs: 80, ackDelayMs: 5, rates: { read: 1 } })
  for (const [n, deviceId] of [simulated, wablas, whacenter].entries())
    await siaran.importCsv(leadsCsv(20, { niche: 'raya', first: 1_000_000 * (n + 1) }), { deviceId })
  const { socket, heard } = await siaran.listen()
  const id = await siaran.createCampaign(campaignTo('raya', { scheduleType: 'now' }))
  const { counts } = await siaran.untilCampaign(id, 'completed')
  expect([counts.failed, counts.unconfirmed]).toEqual([0, 0])

  const received = await siaran.network.allEntries()
  const phones = [1, 2, 3].flatMap((n) => phonesOf(20, 1_000_000 * n))
  expect(received.map(({ to }) => to).sort()).toEqual([...phones].sort())
  const by = (of: string) => received.filter((entry) => entry.device === of).length
  expect([simulated, wablas, whacenter].map(by)).toEqual([20, 20, 20])
  // Whacenter never tells what became of a message.
  await until(async () => (await siaran.campaign(id)).counts.read === 40, 'two devices tell what was read')
  expect((await siaran.campaign(id)).counts).toMatchObject({ read: 40, sent: 20 })

  const answer = (n: number, to: string, text: string) =>
    siaran.network.incoming({ from: phonesOf(20, 1_000_000 * n)[0]!, to, text })
  await answer(2, wablas, 'Berapa harga?')
  await answer(3, whacenter, 'STOP')
  await until(async () => (await siaran.campaign(id)).metrics.replied === 2, 'both answers are counted')
  // An answer is counted before what it asks for is done.
  const suppressed = async () => (await siaran.api.GET('/api/v1/suppressions')).data!.data
  await until(async () => (await suppressed()).length > 0, 'the opt-out is on the list')
  expect(await suppressed()).toMatchObject([{ phone: phonesOf(1, 3_000_000)[0], reason: 'opted out' }])
  const told = () => heard.filter(({ name }) => name === 'message:received').map(({ payload }) => payload)
  await until(() => told().length === 2, 'both answers are told live')
  expect(told()).toEqual(expect.arrayContaining([expect.objectContaining({ deviceId: wablas, text: 'Berapa harga?' })]))
  socket.close()
  // What a gateway is answered goes to the phone: nothing did.
  expect(await siaran.network.allEntries()).toHaveLength(60)
})

test('a number that nobody has fails when Wablas finds out', async () => {
  await siaran.importCsv(leadsCsv(3, { niche: 'sesat', first: 4_000_000 }), { deviceId: wablas })
  await siaran.network.setBehaviour({ rates: { notOnWhatsApp: 1 } })
  const id = await siaran.createCampaign(campaignTo('sesat', { scheduleType: 'now' }))
  await until(async () => (await siaran.campaign(id)).counts.failed === 3, 'all three have failed')
  await siaran.network.setBehaviour({ rates: { notOnWhatsApp: 0 } })
})

test('a phone that is away, and a quota that is used up: the device says so, what waits goes on waiting, and goes when it can', async () => {
  await siaran.network.drop(wablas)
  await untilDevice(wablas, 'disconnected')
  await siaran.network.restore(wablas)
  await untilDevice(wablas, 'online')

  await siaran.importCsv(leadsCsv(3, { niche: 'habis', first: 5_000_000 }), { deviceId: whacenter })
  await siaran.network.putOnGateway(whacenter, { gateway: 'whacenter', secret: 'w-2', quota: 0 })
  const id = await siaran.createCampaign(campaignTo('habis', { scheduleType: 'now' }))
  await untilDevice(whacenter, 'failed')
  expect((await readDevice(siaran, whacenter)).statusReason).toContain('Whacenter says: device_id not found')
  expect((await siaran.campaign(id)).counts).toMatchObject({ failed: 0, unconfirmed: 0, sent: 0 })

  // Another account, whose quota is used up as well; then one that is paid for.
  const body = { credentials: { deviceId: 'w-2' } }
  await siaran.api.PATCH('/api/v1/devices/{id}', { ...one(whacenter), body })
  await until(
    async () => (await readDevice(siaran, whacenter)).statusReason?.includes('quota') === true,
    'the quota is used up',
  )
  await siaran.network.putOnGateway(whacenter, { gateway: 'whacenter', secret: 'w-2' })
  await connect(siaran, whacenter)
  const { counts } = await siaran.untilCampaign(id, 'completed')
  expect(counts.sent).toBe(3)
  const received = (await siaran.network.allEntries()).map(({ to }) => to)
  expect(received.filter((phone) => phone.startsWith('+60135')).sort()).toEqual(phonesOf(3, 5_000_000))
})
