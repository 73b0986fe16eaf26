import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openDatabase } from '@siaran/db'
import { openRedis } from '@siaran/queue'
import { testLog, until } from '@siaran/testkit'
import { campaignTo, leadsCsv, phonesOf, type Siaran, startSiaran } from './siaran.js'

let siaran: Siaran

beforeAll(async () => {
  siaran = await startSiaran({ senders: 2 })
})
afterAll(async () => {
  await siaran?.stop()
})

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, count) => total + count, 0)
const receivedBy = async (phones: readonly string[]) => {
  const wanted = new Set(phones)
  return (await siaran.network.allEntries()).filter(({ to }) => wanted.has(to))
}

test('a CSV over three devices and two senders: watched live, paused in the middle, resumed, and every phone reached once', async () => {
  await siaran.onlineDevices(3)
  const imported = await siaran.importCsv(
    `${leadsCsv(240, { niche: 'raya', first: 2_000_000 })}\r\nabc;Bad;raya;prospect;Ipoh`,
  )
  expect(imported).toMatchObject({ status: 'completed', totalRows: 241, importedRows: 240, invalidRows: 1 })

  const { socket, heard } = await siaran.listen()
  const id = await siaran.createCampaign(campaignTo('raya'))
  await socket.emitWithAck('campaign:watch', { campaignId: id })
  await siaran.api.POST('/api/v1/campaigns/{id}/start', { params: { path: { id } } })
  const phones = phonesOf(240, 2_000_000)
  await until(async () => (await receivedBy(phones)).length > 60, 'a quarter of the phones were reached')

  await siaran.api.POST('/api/v1/campaigns/{id}/pause', { params: { path: { id } } })
  const atTheAnswer = (await receivedBy(phones)).length
  const paused = await siaran.campaign(id)
  expect(paused.status).toBe('paused')
  expect(paused.counts).toMatchObject({ queued: 0, processing: 0, sending: 0 })
  expect(sum(paused.counts)).toBe(240)
  // Longer than any slot of the window was away: whatever still had one would have left by now.
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  expect((await receivedBy(phones)).length).toBe(atTheAnswer)

  await siaran.api.POST('/api/v1/campaigns/{id}/resume', { params: { path: { id } } })
  const completed = await siaran.untilCampaign(id, 'completed')
  expect(completed.totalRecipients).toBe(240)
  expect(sum(completed.counts)).toBe(240)
  expect(completed.metrics).toMatchObject({ sent: 240, failed: 0 })

  const received = await receivedBy(phones)
  expect(received.map(({ to }) => to).sort()).toEqual([...phones].sort())
  expect(received[0]?.text).toMatch(/^Hi Lead \d+ di Ipoh$/)
  expect(new Set(received.map(({ device }) => device)).size).toBe(3)

  const receipt = await siaran.api.GET('/api/v1/campaigns/{id}/receipt', {
    params: { path: { id }, query: { limit: 200 } },
  })
  if (typeof receipt.data !== 'object') throw new Error('The receipt came as a table')
  const { messages, ...account } = receipt.data.data
  expect(account.sum).toMatchObject({ audience: 240, messages: 240, addsUp: true })
  for (const { transitions } of messages) {
    const [made, claimed, queued, ...rest] = transitions.map(
      ({ status, actor }) => `${status} ${actor.split(/[ :]/)[0]}`,
    )
    expect([made, claimed, queued]).toEqual([
      'pending expansion',
      'processing campaign-worker',
      'queued campaign-worker',
    ])
    expect(rest).toEqual(expect.arrayContaining(['sending device-sender', 'sent device-sender']))
  }
  const pausedBy = messages.flatMap(({ transitions }) => transitions.filter(({ actor }) => actor.startsWith('user:')))
  expect(new Set(pausedBy.map(({ status }) => status))).toEqual(new Set(['pending']))

  await until(() => heard.some(({ name }) => name === 'campaign:completed'), 'the end is told live')
  socket.close()
  const names = new Set(heard.map(({ name }) => name))
  expect([...names]).toEqual(
    expect.arrayContaining([
      'campaign:started',
      'campaign:progress',
      'campaign:stats',
      'campaign:paused',
      'campaign:completed',
    ]),
  )
  const last = heard.filter(({ name }) => name === 'campaign:progress').at(-1)?.payload
  expect(last).toMatchObject({ campaignId: id, progress: 100, processedCount: 240, totalRecipients: 240 })
})

test('a number that is not on WhatsApp fails with its reason, and the rest goes on', async () => {
  await siaran.importCsv(leadsCsv(40, { niche: 'sukan', first: 3_000_000 }))
  await siaran.network.setBehaviour({ rates: { notOnWhatsApp: 0.3 } })
  const phones = phonesOf(40, 3_000_000)
  const reachable = await Promise.all(phones.map((phone) => siaran.network.isOnWhatsApp(phone)))
  const id = await siaran.createCampaign(campaignTo('sukan', { scheduleType: 'now' }))
  const { counts } = await siaran.untilCampaign(id, 'completed')
  await siaran.network.setBehaviour({ rates: { notOnWhatsApp: 0 } })

  const expected = phones.filter((_, n) => reachable[n])
  expect(counts.failed).toBe(40 - expected.length)
  expect((await receivedBy(phones)).map(({ to }) => to).sort()).toEqual(expected.sort())
  const failed = await siaran.api.GET('/api/v1/campaigns/{id}/messages', {
    params: { path: { id }, query: { status: 'failed', limit: 1 } },
  })
  expect(failed.data?.data[0]?.errorCode).toBe('not_on_whatsapp')
})

test('when Redis loses everything in mid-campaign, nothing is lost and nothing is sent twice', async () => {
  await siaran.importCsv(leadsCsv(90, { niche: 'buku', first: 4_000_000 }))
  const id = await siaran.createCampaign(campaignTo('buku', { scheduleType: 'now' }))
  const phones = phonesOf(90, 4_000_000)
  await until(async () => (await receivedBy(phones)).length > 15, 'some phones were reached')
  const redis = openRedis(siaran.stack.urls.redis, testLog)
  await redis.start()
  await redis.client.flushall()
  await redis.stop()

  const { counts } = await siaran.untilCampaign(id, 'completed')
  expect(sum(counts)).toBe(90)
  expect((await receivedBy(phones)).map(({ to }) => to).sort()).toEqual([...phones].sort())
})

test('leads of a device that drops wait for it, and go out when it is back', async () => {
  const [device] = await siaran.onlineDevices(1)
  await siaran.importCsv(leadsCsv(30, { niche: 'kopi', first: 5_000_000 }), { deviceId: device! })
  const phones = phonesOf(30, 5_000_000)
  const id = await siaran.createCampaign(campaignTo('kopi', { scheduleType: 'now' }))
  await until(async () => (await receivedBy(phones)).length > 5, 'some phones were reached')
  await siaran.network.drop(device!)
  await until(async () => {
    const { counts } = await siaran.campaign(id)
    return counts.queued === 0 && counts.sending === 0 && counts.pending! > 0
  }, 'what was queued is pending again')
  expect((await siaran.campaign(id)).status).toBe('running')

  await siaran.network.restore(device!)
  await siaran.untilCampaign(id, 'completed')
  expect((await receivedBy(phones)).map(({ to }) => to).sort()).toEqual([...phones].sort())
})

test('a phone that is suppressed between dispatch and send never hears of the campaign', async () => {
  await siaran.importCsv(leadsCsv(12, { niche: 'teh', first: 8_000_000 }))
  const phones = phonesOf(12, 8_000_000)
  const plan = campaignTo('teh', { scheduleType: 'now', throttleConfig: { messagesPerMinute: 20 } })
  const id = await siaran.createCampaign(plan)
  const messages = async (status: 'queued' | 'skipped') => {
    const { data } = await siaran.api.GET('/api/v1/campaigns/{id}/messages', {
      params: { path: { id }, query: { status } },
    })
    return data!.data
  }
  let queued: Awaited<ReturnType<typeof messages>> = []
  await until(async () => {
    queued = await messages('queued')
    return queued.some(({ scheduledAt }) => Date.parse(scheduledAt) > Date.now() + 2_000)
  }, 'a message waits for a slot that is still away')
  const chosen = queued.sort((a, b) => Date.parse(b.scheduledAt) - Date.parse(a.scheduledAt))[0]!.recipientPhone
  await siaran.api.POST('/api/v1/suppressions', { body: { phone: chosen, reason: 'asked to stop' } })

  const { counts } = await siaran.untilCampaign(id, 'completed')
  expect(counts.skipped).toBe(1)
  const reached = (await receivedBy(phones)).map(({ to }) => to).sort()
  expect(reached).toEqual(phones.filter((phone) => phone !== chosen).sort())
  const [skipped] = await messages('skipped')
  expect(skipped).toMatchObject({ recipientPhone: chosen, errorCode: 'suppressed' })
})

test('without any connected device of its audience a campaign fails, and says so live', async () => {
  const device = await siaran.api.POST('/api/v1/devices', { body: { name: 'Off', transport: 'simulator' } })
  await siaran.importCsv(leadsCsv(3, { niche: 'topi', first: 6_000_000 }), { deviceId: device.data!.data.id })
  const { socket, heard } = await siaran.listen()
  const id = await siaran.createCampaign(campaignTo('topi', { scheduleType: 'now' }))
  const failed = await siaran.untilCampaign(id, 'failed')
  expect(failed.failureReason).toBe('WhatsApp account is not connected')
  await until(() => heard.some(({ name }) => name === 'campaign:failed'), 'the failure is told live')
  socket.close()
  expect(heard.find(({ name }) => name === 'campaign:failed')?.payload).toEqual({
    campaignId: id,
    error: 'WhatsApp account is not connected',
  })
})

test('an empty audience completes at once, with a warning', async () => {
  const id = await siaran.createCampaign(campaignTo('nobody', { scheduleType: 'now' }))
  const { warning, totalRecipients } = await siaran.untilCampaign(id, 'completed')
  expect(totalRecipients).toBe(0)
  expect(warning).toContain('empty')
})

test('a reply is told live and counted for the campaign', async () => {
  await siaran.importCsv(leadsCsv(4, { niche: 'soal', first: 7_000_000 }))
  const id = await siaran.createCampaign(campaignTo('soal', { scheduleType: 'now' }))
  await siaran.untilCampaign(id, 'completed')
  const { socket, heard } = await siaran.listen()
  const [entry] = await receivedBy(phonesOf(4, 7_000_000))
  await siaran.network.incoming({ from: entry!.to, to: entry!.device, text: 'Berapa harga?' })
  await until(async () => (await siaran.campaign(id)).metrics.replied === 1, 'the reply is counted')
  await until(() => heard.some(({ name }) => name === 'message:received'), 'the reply is told live')
  socket.close()
  expect(heard.find(({ name }) => name === 'message:received')?.payload).toMatchObject({
    deviceId: entry!.device,
    from: entry!.to,
    text: 'Berapa harga?',
  })
})

test("every service speaks to the database as a role that owns nothing, and the API as one that sees a request's workspace", async () => {
  const owner = openDatabase(siaran.stack.urls.database, { name: 'test' })
  const { rows } = await owner.query<{ service: string; role: string }>({
    text: `select distinct split_part(application_name, ' ', 1) as service, usename as role from pg_stat_activity
      where application_name like 'siaran-%' and application_name <> 'siaran-test' order by 1, 2`,
  })
  await owner.stop()
  expect(rows).toEqual([
    { service: 'siaran-api', role: 'siaran_api' },
    { service: 'siaran-campaign-worker', role: 'siaran_worker' },
    { service: 'siaran-device-sender', role: 'siaran_worker' },
    { service: 'siaran-scheduler', role: 'siaran_worker' },
  ])
})
