import { afterAll, expect, test } from '@jest/globals'
import { temporaryFolder } from '@siaran/local-stack'
import { until } from '@siaran/testkit'
import { campaignTo, leadsCsv, phonesOf, type Siaran, startSiaran } from './siaran.js'

let siaran: Siaran | undefined

afterAll(async () => {
  await siaran?.stop()
})

test('a campaign that came due while everything was down starts when the services are back, and keeps its promises', async () => {
  const folder = temporaryFolder('restart')
  siaran = await startSiaran({ folder, senders: 2 })
  await siaran.onlineDevices(2)
  await siaran.importCsv(leadsCsv(60, { niche: 'subuh', first: 8_000_000 }))
  await siaran.importCsv(leadsCsv(60, { niche: 'asar', first: 9_000_000 }))

  // One is in the middle of its road when everything stops, the other comes due while nothing runs.
  const midway = await siaran.createCampaign(campaignTo('subuh', { scheduleType: 'now' }))
  const dueAt = Date.now() + 4_000
  const due = await siaran.createCampaign(
    campaignTo('asar', { scheduleType: 'scheduled', scheduledAt: new Date(dueAt).toISOString() }),
  )
  await until(async () => (await siaran!.network.allEntries()).length > 10, 'some phones were reached')
  await siaran.stop()
  await until(() => Date.now() > dueAt, 'its time has passed')

  siaran = await startSiaran({ folder, senders: 1 })
  for (const id of [midway, due]) {
    const { counts } = await siaran.untilCampaign(id, 'completed')
    expect(counts.unconfirmed).toBe(0)
  }
  const received = (await siaran.network.allEntries()).map(({ to }) => to).sort()
  expect(received).toEqual([...phonesOf(60, 8_000_000), ...phonesOf(60, 9_000_000)].sort())
})

test('a sender that is killed leaves at most one message a device in doubt; the other sender takes over, and none is sent twice', async () => {
  await siaran?.stop()
  siaran = await startSiaran({ senders: 2 })
  await siaran.network.setBehaviour({ latencyMs: 150 })
  await siaran.onlineDevices(4)
  await siaran.importCsv(leadsCsv(160, { niche: 'isyak', first: 8_100_000 }))
  const id = await siaran.createCampaign(campaignTo('isyak', { scheduleType: 'now' }))
  await until(async () => (await siaran!.network.allEntries()).length > 30, 'some phones were reached')
  siaran.stack.service('device-sender-1').kill('SIGKILL')

  const { counts, totalRecipients } = await siaran.untilCampaign(id, 'completed')
  expect(totalRecipients).toBe(160)
  expect(counts.unconfirmed).toBeLessThanOrEqual(2)
  const received = (await siaran.network.allEntries()).map(({ to }) => to)
  expect(new Set(received).size).toBe(received.length)
  expect(received.length).toBeGreaterThanOrEqual(160 - counts.unconfirmed!)
})
