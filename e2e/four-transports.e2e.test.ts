import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { until } from '@siaran/testkit'
import { chromiumPath } from './chromium-path.js'
import { gatewayDevice, linkedDevice } from './devices.js'
import { campaignTo, leadsCsv, phonesOf, type Siaran, startSiaran } from './siaran.js'

const PHONE = '+60117654321'
const EACH = 50

let siaran: Siaran
// Where there is no Chromium it is downloaded, once for this user.
beforeAll(async () => {
  const environment = { CHROMIUM_PATH: await chromiumPath(), OUTBOUND_ALLOW_HOSTS: '127.0.0.1' }
  siaran = await startSiaran({ environment })
}, 600_000)
afterAll(async () => {
  await siaran?.stop()
})

test('200 leads over four devices of four transports at once: every phone once, and each answer finds its lead', async () => {
  const [simulated] = await siaran.onlineDevices(1)
  const wablas = await gatewayDevice(siaran, 'wablas')
  const whacenter = await gatewayDevice(siaran, 'whacenter')
  const linked = await linkedDevice(siaran, PHONE)
  const devices = [simulated!, wablas, whacenter, linked]
  const firstOf = (n: number) => 1_000_000 * (n + 1)
  for (const [n, deviceId] of devices.entries())
    await siaran.importCsv(leadsCsv(EACH, { niche: 'raya', first: firstOf(n) }), { deviceId })

  // An answer that came before the send is written down would find no message that it answers.
  await siaran.network.setBehaviour({ latencyMs: 5, ackDelayMs: 500, rates: { read: 1, reply: 1 } })
  const id = await siaran.createCampaign(campaignTo('raya', { scheduleType: 'now' }))
  const { counts } = await siaran.untilCampaign(id, 'completed')
  expect([counts.failed, counts.unconfirmed]).toEqual([0, 0])

  const received = await siaran.network.allEntries()
  const phones = devices.flatMap((_, n) => phonesOf(EACH, firstOf(n)))
  expect(received.map(({ to }) => to).sort()).toEqual([...phones].sort())
  // A page of WhatsApp Web is known to the network by the phone that it is linked to.
  const by = (of: string) => received.filter((entry) => entry.device === of).length
  expect([simulated!, wablas, whacenter, PHONE].map(by)).toEqual([EACH, EACH, EACH, EACH])

  // Whacenter never tells what became of a message.
  await until(async () => (await siaran.campaign(id)).counts.read === 3 * EACH, 'three devices tell what was read')
  // Every phone answers.
  await until(async () => (await siaran.campaign(id)).metrics.replied === phones.length, 'every answer is counted')
}, 180_000)
