import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { freePorts, temporaryFolder } from '@siaran/local-stack'
import { until } from '@siaran/testkit'
import { campaignTo, leadsCsv, phonesOf, type Siaran, startSiaran } from './siaran.js'

const HOUR = 3_600_000
const SERVICES = ['api', 'scheduler', 'campaign-worker', 'device-sender-1'] as const
const RATE = 240
const GAP_MS = 60_000 / RATE
const LEADS = 24
/** What the road from the sender's gate to the network's ledger may take longer for one message than for the next. */
const JITTER_MS = 150

let siaran: Siaran
const folder = temporaryFolder('clocks')
const fileOf = (service: string) => join(folder, `${service}.shift`)
const healthOf = new Map<string, string>()
/** From now on the wall clock of this process is that far from the true one; it says so of itself, and serves. */
async function setClock(service: string, ms: number): Promise<void> {
  writeFileSync(fileOf(service), String(ms))
  const said = ms > 0 ? "ahead of Postgres'" : ms < 0 ? "behind Postgres'" : '"aheadMs"'
  await until(async () => {
    const answer = await fetch(`${healthOf.get(service)}/readyz`)
    return answer.status === 200 && (await answer.text()).includes(said)
  }, `${service} says that its clock is ${said}`)
}

beforeAll(async () => {
  const ports = await freePorts(SERVICES.length)
  for (const service of SERVICES) writeFileSync(fileOf(service), '0')
  const preload = join(__dirname, '../packages/testkit/clock-shift.mjs')
  siaran = await startSiaran({
    // Few slots at once, so that the dispatcher gives some before each jump and after it.
    environment: { SIARAN_DEVICE_WINDOW: '8' },
    serviceEnvironment: Object.fromEntries(
      SERVICES.map((service, n) => [
        service,
        {
          NODE_OPTIONS: `--import=${preload}`,
          SIARAN_CLOCK_SHIFT_FILE: fileOf(service),
          HEALTH_PORT: String(ports[n]),
        },
      ]),
    ),
  })
  for (const [n, service] of SERVICES.entries())
    healthOf.set(service, service === 'api' ? siaran.stack.urls.api : `http://127.0.0.1:${ports[n]}`)
  await siaran.onlineDevices(1)
})
afterAll(() => siaran?.stop())
afterEach(async () => {
  for (const service of SERVICES) await setClock(service, 0)
})

/** Sends of one device, as the phone network's own clock saw them, that were nearer than their gap. */
const tooNear = (instants: readonly number[]) =>
  instants.slice(1).filter((at, n) => at - instants[n]! < GAP_MS - JITTER_MS)

test.each(SERVICES.map((service, n) => ({ service, first: 8_300_000 + n * 1_000 })))(
  'the clock of $service jumps an hour ahead and then two back: it says so, nothing is lost, doubled or too fast, and nothing waits',
  async ({ service, first }) => {
    const { network } = siaran
    const before = (await network.allEntries()).length
    const sent = async () => (await network.allEntries()).slice(before)
    await siaran.importCsv(leadsCsv(LEADS, { niche: service, first }))
    const begin = (fields = {}) =>
      siaran.createCampaign(
        campaignTo(service, { scheduleType: 'now', throttleConfig: { messagesPerMinute: RATE }, ...fields }),
      )
    const id = await begin()
    await until(async () => (await sent()).length >= LEADS / 4, 'a quarter is sent')
    await setClock(service, HOUR)
    await until(async () => (await sent()).length >= LEADS / 2, 'half is sent: it goes on an hour ahead')
    await setClock(service, -HOUR)
    const { counts } = await siaran.untilCampaign(id, 'completed')
    expect([counts.unconfirmed, counts.failed]).toEqual([0, 0])

    expect(tooNear((await sent()).map(({ handedAt }) => Date.parse(handedAt)))).toEqual([])

    // What begins while the clock is wrong begins as well, at once and at its time.
    for (const [n, ms] of [HOUR, -HOUR].entries()) {
      await setClock(service, ms)
      const ids: string[] = []
      for (const [m, schedule] of [
        { scheduleType: 'now' as const },
        { scheduleType: 'scheduled' as const, scheduledAt: new Date(Date.now() + 1_500).toISOString() },
      ].entries()) {
        const niche = `${service} ${n} ${m}`
        await siaran.importCsv(leadsCsv(2, { niche, first: first + 500 + n * 20 + m * 10 }))
        ids.push(await begin({ audienceConfig: { niche }, ...schedule }))
      }
      for (const each of ids) await siaran.untilCampaign(each, 'completed')
    }

    const later = [500, 510, 520, 530].flatMap((more) => phonesOf(2, first + more))
    const received = (await sent()).map(({ to }) => to).sort()
    expect(received).toEqual([...phonesOf(LEADS, first), ...later].sort())
  },
  180_000,
)
