import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, jest, test } from '@jest/globals'
import { restoreBackup, takeBackup, temporaryFolder } from '@siaran/local-stack'
import { until } from '@siaran/testkit'
import { restoreKilledAfter } from './restore-scene.js'
import { campaignTo, leadsCsv, phonesOf, type Siaran, startSiaran } from './siaran.js'

// Each starts everything twice, which takes 30 s each time on two cores with a load of 19.
jest.setTimeout(300_000)

let siaran: Siaran | undefined
afterEach(async () => {
  await siaran?.stop()
})

const LEADS = 200
const receivedPhones = async () => (await siaran!.network.allEntries()).map(({ to }) => to)
const sumOf = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)
const one = (id: string) => ({ params: { path: { id } } })

/** A campaign of which some have left, and many have not. */
async function halfWay(folder: string, niche: string, first: number): Promise<string> {
  siaran = await startSiaran({ folder })
  await siaran.onlineDevices(2)
  await siaran.importCsv(leadsCsv(LEADS, { niche, first }))
  const id = await siaran.createCampaign(
    campaignTo(niche, { scheduleType: 'now', throttleConfig: { messagesPerMinute: 600 } }),
  )
  await until(async () => (await receivedPhones()).length > 20, 'some phones were reached')
  return id
}

test('what was sent after the backup is not sent again, by a restore that was killed as well: it is in doubt, and found at the phones; the rest waits for a person', async () => {
  const folder = temporaryFolder('backup')
  const environment = { SIARAN_DATA_DIR: folder }
  const file = join(folder, 'half-way.backup')
  const id = await halfWay(folder, 'subuh', 3_000_000)
  await takeBackup({ environment, file })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const atBackup = (await receivedPhones()).length
  await until(async () => (await receivedPhones()).length > atBackup + 20, 'more phones were reached')
  await expect(restoreBackup({ environment, file, replace: true })).rejects.toThrow(/runs in .* already/)
  await siaran!.stop()

  const cut = join(folder, 'cut.backup')
  writeFileSync(cut, readFileSync(file))
  truncateSync(cut, statSync(file).size - 200)
  await expect(restoreBackup({ environment, file: cut, replace: true })).rejects.toThrow(/is damaged/)
  await expect(restoreBackup({ environment, file })).rejects.toThrow(/There is data in .*: say --replace/)
  // What the names of the databases promise has to hold as soon as they are changed.
  await restoreKilledAfter('in place', folder, file)

  siaran = await startSiaran({ folder }) // signs in with what it signed in with before
  const before = await receivedPhones()
  const campaign = await siaran.campaign(id)
  expect(campaign).toMatchObject({
    status: 'paused',
    totalRecipients: LEADS,
    warning: expect.stringContaining('Restored as of'),
  })
  expect(sumOf(campaign.counts as Record<string, number>)).toBe(LEADS)
  expect(campaign.counts).toMatchObject({ pending: 0, processing: 0, queued: 0, sending: 0 })

  // The phone network can be asked: what its phones have received becomes sent by itself, and no more than that.
  const found = async () => LEADS - (await siaran!.campaign(id)).counts.unconfirmed!
  await until(async () => (await found()) >= before.length, 'what was received is known again')
  expect(await found()).toBe(before.length)
  await siaran.api.POST('/api/v1/campaigns/{id}/resume', one(id))
  const { counts } = await siaran.untilCampaign(id, 'completed')
  expect(counts.unconfirmed).toBe(LEADS - before.length)
  expect((await receivedPhones()).sort()).toEqual(before.sort())
  expect(new Set(before).size).toBe(before.length)
  const { data } = await siaran.api.GET('/api/v1/campaigns/{id}/receipt', {
    params: { path: { id }, query: { limit: 1 } },
  })
  expect((data as { data: { sum: { addsUp: boolean } } }).data.sum.addsUp).toBe(true)
})

test('with a person’s word that nothing ran since, a restored campaign goes on and reaches each phone once', async () => {
  const folder = temporaryFolder('backup')
  const environment = { SIARAN_DATA_DIR: folder }
  const file = join(folder, 'stopped.backup')
  const id = await halfWay(folder, 'asar', 4_000_000)
  await siaran!.stop()
  const { rows } = await takeBackup({ environment, file })
  await expect(takeBackup({ environment, file })).rejects.toThrow(/is there already/)
  const restored = await restoreBackup({ environment, file, replace: true, nothingSentSince: true })
  expect(restored).toMatchObject({ rows, paused: 1, unconfirmed: 0 })

  siaran = await startSiaran({ folder })
  expect((await siaran.campaign(id)).status).toBe('paused')
  await siaran.api.POST('/api/v1/campaigns/{id}/resume', one(id))
  await siaran.untilCampaign(id, 'completed')
  expect((await receivedPhones()).sort()).toEqual(phonesOf(LEADS, 4_000_000).sort())

  // What Siaran ran on is kept, though it was restored.
  await siaran.stop()
  expect(await restoreBackup({ environment, file, replace: true })).toMatchObject({ keptAs: 'siaran_before_restore' })
})
