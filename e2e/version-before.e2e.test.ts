import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type ServiceSpec, temporaryFolder } from '@siaran/local-stack'
import { until } from '@siaran/testkit'
import { campaignTo, leadsCsv, phonesOf, type Siaran, startSiaran } from './siaran.js'
import { beside, checkOutVersionBefore, ofVersion } from './version-before.js'

const folder = temporaryFolder('versions')
let before: string
let siaran: Siaran

const isOurs = ({ outside }: ServiceSpec) => outside !== true
/** Puts other services onto the same data, as an update of a fleet does. */
async function replaceBy(services: (specs: ServiceSpec[]) => ServiceSpec[]) {
  await siaran?.stop()
  siaran = await startSiaran({ folder, senders: 2, services })
}
const versionBefore = (specs: ServiceSpec[]) => specs.map((spec) => (isOurs(spec) ? ofVersion(before, spec) : spec))
const reached = async () => (await siaran.network.allEntries()).map(({ to }) => to).sort()
/** Sends a campaign to as many new leads until half of them have it. */
async function half(niche: string, first: number): Promise<string> {
  await siaran.importCsv(leadsCsv(40, { niche, first }))
  const id = await siaran.createCampaign(campaignTo(niche, { scheduleType: 'now' }))
  const phones = new Set(phonesOf(40, first))
  await until(
    async () => (await reached()).filter((to) => phones.has(to)).length >= 20,
    'half of the phones were reached',
  )
  return id
}
/** Sends the rest of it: each of its phones has it once, and nothing of it is in doubt. */
async function rest(id: string, first: number) {
  const { counts } = await siaran.untilCampaign(id, 'completed')
  expect(counts.unconfirmed).toBe(0)
  const phones = new Set(phonesOf(40, first))
  expect((await reached()).filter((to) => phones.has(to))).toEqual([...phones].sort())
}

beforeAll(() => {
  before = checkOutVersionBefore()
}, 300_000)
afterAll(async () => {
  await siaran?.stop()
})

let underWay: string

test('the services of the version before run on the schema of today', async () => {
  await replaceBy(versionBefore)
  await siaran.onlineDevices(4)
  const answered = await half('subuh', 2_000_000)
  await rest(answered, 2_000_000)
  const [entry] = await siaran.network.allEntries()
  await siaran.network.incoming({ from: entry!.to, to: entry!.device, text: 'Berapa harga?' })
  await until(async () => (await siaran.campaign(answered)).metrics.replied === 1, 'the answer is counted')
  underWay = await half('zohor', 3_000_000)
})

test('both versions side by side send what was under way and what comes, and the version before goes on alone when today’s leaves', async () => {
  const today = new Set<string>()
  await replaceBy((specs) =>
    specs.flatMap((spec) => {
      if (!isOurs(spec) || spec.name === 'api') return [spec]
      today.add(spec.name)
      return [spec, ofVersion(before, beside(spec))]
    }),
  )
  await rest(underWay, 3_000_000)
  await rest(await half('asar', 4_000_000), 4_000_000)
  underWay = await half('maghrib', 5_000_000)
  await Promise.all([...today].map((name) => siaran.stack.service(name).stop()))
  await rest(underWay, 5_000_000)
})
