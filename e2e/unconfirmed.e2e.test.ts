import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { until } from '@siaran/testkit'
import { campaignTo, leadsCsv, phonesOf, type Siaran, startSiaran } from './siaran.js'

let siaran: Siaran

beforeAll(async () => {
  siaran = await startSiaran({ environment: { SIARAN_SEND_DEADLINE_MS: '1000' } })
})
afterAll(async () => {
  await siaran?.stop()
})

const phones = phonesOf(12, 9_000_000)
const receivedBy = async () => (await siaran.network.allEntries()).map(({ to }) => to).sort()
const unconfirmed = async () => {
  const { data } = await siaran.api.GET('/api/v1/messages', { params: { query: { status: 'unconfirmed' } } })
  return data!.data
}
const stateOf = async (id: string) =>
  (await siaran.api.GET('/api/v1/devices/{id}', { params: { path: { id } } })).data!.data.status

test('a network that gives no answer: what phones received is found out, the rest waits for a person, and everybody has it once', async () => {
  const devices = await siaran.onlineDevices(3)
  await siaran.importCsv(leadsCsv(phones.length, { niche: 'raya', first: 9_000_000 }))
  const { socket, heard } = await siaran.listen()
  const completions = () => heard.filter(({ name }) => name === 'campaign:completed').length
  // No acknowledgement comes while this test lives: what is known is known by asking.
  await siaran.network.setBehaviour({ rates: { noAnswer: 1 }, ackDelayMs: 600_000 })
  const id = await siaran.createCampaign(campaignTo('raya', { scheduleType: 'now' }))
  await siaran.untilCampaign(id, 'completed')
  const received = await receivedBy()
  expect(received.length).toBeGreaterThan(0)
  expect(received.length).toBeLessThan(phones.length)

  // A device that comes online is looked at.
  await siaran.network.drop(devices[0]!)
  await until(async () => (await stateOf(devices[0]!)) === 'disconnected', 'a device is away')
  await siaran.network.restore(devices[0]!)
  await until(async () => (await siaran.campaign(id)).counts.sent === received.length, 'what was received is sent')
  const left = phones.filter((phone) => !received.includes(phone))
  expect((await unconfirmed()).map(({ recipientPhone }) => recipientPhone).sort()).toEqual(left)
  expect(await receivedBy()).toEqual(received)

  // All are asked for before the first can leave: the campaign ends once for all of them.
  await siaran.network.setBehaviour({ rates: { noAnswer: 0 }, ackDelayMs: 1 })
  for (const device of devices) await siaran.network.drop(device)
  for (const device of devices)
    await until(async () => (await stateOf(device)) === 'disconnected', 'all devices are away')
  for (const message of await unconfirmed()) {
    const body = { as: 'retry' } as const
    await siaran.api.POST('/api/v1/messages/{id}/resolve', { params: { path: { id: message.id } }, body })
  }
  expect((await siaran.campaign(id)).status).toBe('running')
  for (const device of devices) await siaran.network.restore(device)

  const { counts } = await siaran.untilCampaign(id, 'completed')
  expect(counts.unconfirmed).toBe(0)
  expect(await receivedBy()).toEqual(phones)
  await until(() => completions() === 2, 'both ends are told')
  await until(async () => (await siaran.campaign(id)).metrics.delivered === left.length, 'the second try was delivered')
  expect(completions()).toBe(2)
  socket.close()
})
