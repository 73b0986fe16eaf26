import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { migrateDeploy, openLogins } from '@siaran/db'
import { freePort, type Stores, startTestStores } from '@siaran/local-stack'
import { until } from '@siaran/testkit'
import { openBench } from './database.js'
import type { Finding, Section } from './section.js'
import { migrations } from './seed.js'
import { seedMillions } from './seed-millions.js'
import { type Api, apiOf } from './siaran.js'
import { median, quantile } from './statistics.js'

const ROUNDS = 25
const AT_ONCE = 20
const AT_ONCE_CALLS = 600

export const section: Section = {
  name: 'reads',
  title: 'The API with 1,000,000 leads and 5,000,000 messages',
  async run({ note, temporaryFolder }) {
    const stores = await startTestStores({ dataDir: temporaryFolder('reads') })
    await migrateDeploy({ url: stores.databaseUrl, directory: migrations })
    const db = openBench(stores.databaseUrl)
    const { requestUrl } = await openLogins(stores.databaseUrl, randomBytes(32).toString('base64'))
    const { child, ...address } = await startApi({ ...stores, databaseUrl: requestUrl })
    try {
      const begun = performance.now()
      const seed = await seedMillions(db, address.signIn.email)
      note(`1,000,000 leads and 5,000,000 messages laid out in ${Math.round((performance.now() - begun) / 1_000)} s`)
      const api = await apiOf(address)
      const findings: Finding[] = []
      for (const [what, paths] of Object.entries(questions(seed))) {
        findings.push(await measured(`GET ${what}`, (n) => api.get(paths[n % paths.length]!)))
        note(`${what}: ${findings.at(-1)!.siaran.toFixed(1)} ms`)
      }
      for (const [what, write] of Object.entries(writes(api, seed))) findings.push(await measured(what, write))

      const reads = Object.values(questions(seed)).flat()
      findings.push(await atOnce('reads of all these kinds', (n) => api.get(reads[n % reads.length]!)))
      const { 'POST /leads': create } = writes(api, seed)
      findings.push(await atOnce('POST /leads', create!))
      return findings
    } finally {
      child.kill()
      await db.stop()
      await stores.stop()
    }
  },
}

/** The API alone: nobody else is to touch what was laid out. */
async function startApi({ databaseUrl, redisUrl }: Stores) {
  const port = await freePort()
  const signIn = { email: 'admin@siaran.local', password: randomBytes(16).toString('hex') }
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'services', 'api', 'dist', 'main.js')], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      SIARAN_SECRET_KEY: randomBytes(32).toString('base64'),
      SIARAN_ADMIN_EMAIL: signIn.email,
      SIARAN_ADMIN_PASSWORD: signIn.password,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  await until(
    () =>
      fetch(`${url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    'the API is ready',
  )
  return { child, signIn, urls: { api: url } }
}

type Seed = Awaited<ReturnType<typeof seedMillions>>

/** Each kind with the paths that it is asked by in turn. */
function questions({ deviceId, leadId, endedCampaign, runningCampaign, middleLead }: Seed): Record<string, string[]> {
  const messages = (campaign: string, statuses: string[]) =>
    statuses.map((status) => `/campaigns/${campaign}/messages?status=${status}`)
  return {
    '/leads': ['/leads', `/leads?cursor=${middleLead}`],
    '/leads by niche, target status, device or trigger': [
      '/leads?niche=bakery',
      '/leads?targetStatus=customer',
      `/leads?deviceId=${deviceId}`,
      '/leads?trigger=newlead',
    ],
    '/leads by a value that 3 of 1,000,000 have': ['/leads?niche=rare', '/leads?trigger=rare'],
    '/leads by several filters': [
      '/leads?niche=bakery&targetStatus=customer',
      `/leads?niche=cars&deviceId=${deviceId}`,
      '/leads?trigger=newlead&targetStatus=prospect',
    ],
    '/leads searched for a word of many': ['/leads?search=siti', '/leads?search=example.my', '/leads?search=Sdn+Bhd'],
    '/leads searched for a word of 200': ['/leads?search=xavierina', '/leads?search=Xavierina+siti'],
    '/leads searched for a word of nobody': ['/leads?search=qwertyuiop'],
    '/leads searched for a phone': ['/leads?search=012-345+678', '/leads?search=0198765'],
    '/leads searched within a filter': ['/leads?search=ali&niche=bakery', '/leads?search=xavierina&niche=bakery'],
    '/leads/:id': [`/leads/${leadId}`],
    '/campaigns': ['/campaigns', '/campaigns?status=completed'],
    '/campaigns by a status that 2 of 1,000 have': ['/campaigns?status=failed'],
    '/campaigns/:id': [`/campaigns/${runningCampaign}`],
    '/campaigns/:id/messages': [`/campaigns/${endedCampaign}/messages`, `/campaigns/${runningCampaign}/messages`],
    '/campaigns/:id/messages by a common status': [
      ...messages(endedCampaign, ['delivered', 'read']),
      ...messages(runningCampaign, ['pending', 'read']),
    ],
    '/campaigns/:id/messages by a status that 3 have: ended': messages(endedCampaign, [
      'failed',
      'skipped',
      'cancelled',
      'unconfirmed',
    ]),
    '/messages over all campaigns by a status that 15 of 5,000,000 have': [
      'failed',
      'skipped',
      'cancelled',
      'unconfirmed',
    ].flatMap((status) => [`/messages?status=${status}`, `/messages?status=${status}&deviceId=${deviceId}`]),
    '/campaigns/:id/messages by a status that 3 have: in flight': messages(runningCampaign, [
      'processing',
      'queued',
      'sending',
    ]),
    '/campaigns/:id/messages by a status that 3 have: sent': messages(endedCampaign, ['sent']),
  }
}

let written = 0
function writes(api: Api, { leadId }: Seed): Record<string, () => Promise<unknown>> {
  return {
    'POST /leads': () =>
      api.post('/leads', {
        phone: `013-${1_000_000 + ++written}`,
        firstName: 'Siti',
        lastName: 'Aminah',
        email: `siti${written}@example.com`,
        niche: 'bakery',
      }),
    'PATCH /leads/:id': () => api.patch(`/leads/${leadId}`, { company: `Kedai ${++written}` }),
    'POST /campaigns': () =>
      api.post('/campaigns', {
        name: `Raya ${++written}`,
        messageType: 'text',
        messageContent: 'Hi {{firstName}}',
        audienceType: 'niche',
        audienceConfig: { niche: 'rare', targetStatus: 'prospect' },
        scheduleType: 'manual',
      }),
  }
}

/** One at a time: the median, and the 99th of a hundred. */
async function measured(what: string, call: (n: number) => Promise<unknown>): Promise<Finding> {
  const times: number[] = []
  for (let n = -3; n < ROUNDS; n++) {
    const begun = performance.now()
    await call(n + 3)
    if (n >= 0) times.push(performance.now() - begun)
  }
  return { what, siaran: median(times), unit: 'ms', note: `p99 ${quantile(times, 0.99).toFixed(1)} ms` }
}

async function atOnce(what: string, call: (n: number) => Promise<unknown>): Promise<Finding> {
  const times: number[] = []
  let next = 0
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < AT_ONCE_CALLS) {
        const started = performance.now()
        await call(next++)
        times.push(performance.now() - started)
      }
    }),
  )
  const rate = (AT_ONCE_CALLS * 1_000) / (performance.now() - begun)
  const note = `p50 ${median(times).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms`
  return { what: `${what}, ${AT_ONCE} at once`, siaran: rate, unit: 'requests/s', note }
}
