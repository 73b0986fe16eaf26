import { afterEach, beforeAll, expect, test } from '@jest/globals'
import { openDatabase } from '@siaran/db'
import { until } from '@siaran/testkit'
import { chromiumPath } from './chromium-path.js'
import { connect, readDevice, shownQr, unlinkedDevice, untilDevice } from './devices.js'
import { campaignTo, leadsCsv, phonesOf, type Siaran, startSiaran } from './siaran.js'

const PHONE = '+60117654321'

let browser: string
let siaran: Siaran
// Where there is no Chromium it is downloaded, once for this user.
beforeAll(async () => {
  browser = await chromiumPath()
}, 600_000)
afterEach(async () => {
  await siaran?.stop()
})

const one = (id: string) => ({ params: { path: { id } } })

test('a linked device: scanned once, it sends and hears, outlives its sender by kill -9 and by SIGTERM, and is logged out', async () => {
  siaran = await startSiaran({ environment: { CHROMIUM_PATH: browser } })
  const { api, network, stack } = siaran
  const db = openDatabase(stack.urls.database, { name: 'e2e' })
  const { socket, heard } = await siaran.listen()
  const toldOf = (name: string) => heard.filter((event) => event.name === name).map(({ payload }) => payload)
  const statuses = () => toldOf('device:status').map(({ status }) => status)

  const { id, qr } = await unlinkedDevice(siaran)
  await until(() => toldOf('device:qr').some((told) => told.deviceId === id && told.qr === qr), 'the QR is told live')
  await network.scan(await shownQr(siaran, id), PHONE)
  await untilDevice(siaran, id, 'online')

  let first = 0
  const sends = async (niche: string) => {
    first += 1_000_000
    await siaran.importCsv(leadsCsv(5, { niche, first }), { deviceId: id })
    const campaign = await siaran.createCampaign(campaignTo(niche, { scheduleType: 'now' }))
    const { counts } = await siaran.untilCampaign(campaign, 'completed')
    expect([counts.failed, counts.unconfirmed]).toEqual([0, 0])
    const phones = phonesOf(5, first)
    const received = (await network.allEntries()).filter(({ to }) => phones.includes(to))
    expect(received.map(({ device, to }) => [device, to]).sort()).toEqual(phones.map((to) => [PHONE, to]))
    return campaign
  }
  const raya = await sends('raya')
  await network.incoming({ from: phonesOf(1, 1_000_000)[0]!, to: PHONE, text: 'Berapa harga?' })
  await until(async () => (await siaran.campaign(raya)).metrics.replied === 1, 'the answer is counted')

  await until(async () => (await db.prisma.deviceSession.count({ where: { deviceId: id } })) === 1, 'a session is kept')
  const shown = toldOf('device:qr').length
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    const before = statuses().length
    stack.service('device-sender-1').kill(signal)
    await until(() => statuses().slice(before).includes('online'), `the device is back after ${signal}`)
    await sends(signal.toLowerCase())
  }
  expect(toldOf('device:qr')).toHaveLength(shown)

  await api.POST('/api/v1/devices/{id}/logout', one(id))
  await untilDevice(siaran, id, 'logged_out')
  expect(await db.prisma.deviceSession.count()).toBe(0)
  await connect(siaran, id)
  await untilDevice(siaran, id, 'qr')
  socket.close()
  await db.stop()
}, 180_000)

test('without a browser the device says what to do, and the others go on', async () => {
  siaran = await startSiaran({ environment: { CHROMIUM_PATH: '/nowhere/chromium' } })
  const { api } = siaran
  const body = { name: 'Kaunter', transport: 'whatsapp_web' } as const
  const { id } = (await api.POST('/api/v1/devices', { body })).data!.data
  await connect(siaran, id)
  await siaran.onlineDevices(1)
  await untilDevice(siaran, id, 'failed')
  expect((await readDevice(siaran, id)).statusReason).toContain('CHROMIUM_PATH is /nowhere/chromium')
})
