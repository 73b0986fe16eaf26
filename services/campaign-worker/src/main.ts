import { hostname } from 'node:os'
import {
  clockCheck,
  completeCampaigns,
  createStoreClock,
  failImport,
  openDatabase,
  readCampaignProgress,
  readCampaignView,
  readSequenceProgress,
  readStoreTime,
} from '@siaran/db'
import { finalCampaignStatuses, messageStatuses } from '@siaran/domain'
import {
  createHealthServer,
  createLogger,
  createMetrics,
  movementMetrics,
  openTracing,
  repairMetrics,
  runService,
  storeMetrics,
} from '@siaran/platform'
import { createConsumer, createProducer, openRedis } from '@siaran/queue'
import { createCompletion, createLiveEvents, createProgressPublisher } from '@siaran/realtime'
import { closeCampaign } from './close-campaign.js'
import { readConfig } from './config.js'
import { dispatchMessages } from './dispatch-messages.js'
import { endEnrolments } from './end-enrolments.js'
import { enrolLeads } from './enrol-leads.js'
import { expandCampaign, fail, GIVEN_UP } from './expand-campaign.js'
import { importLeads } from './import-leads.js'
import { repairedStatuses, repairMessages, requeueMessages } from './repair-messages.js'

const config = readConfig(process.env)
const log = createLogger({ service: 'campaign-worker', level: config.LOG_LEVEL })
const worker = `${hostname()}-${process.pid}`
const metrics = createMetrics('campaign-worker')
const movements = movementMetrics(metrics, { messages: messageStatuses, campaigns: finalCampaignStatuses })
const db = openDatabase(config.DATABASE_URL, { name: 'campaign-worker', instance: worker, connections: 12, movements })
const redis = openRedis(config.REDIS_URL, log)
const clock = createStoreClock({ read: () => readStoreTime(db), log })
const { now } = clock
const tracing = await openTracing({ service: 'campaign-worker', endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT })
const { begin } = tracing
storeMetrics(metrics, { pool: () => db.standing(), pingRedis: () => redis.client.ping() })
const produce = createProducer({ redis: redis.client, log, now })
const live = createLiveEvents({ redis: redis.client, log })
const progress = createProgressPublisher({
  live,
  log,
  read: (ids) => readCampaignProgress(db, ids),
  readSequences: (ids) => readSequenceProgress(db, ids),
})
const completion = createCompletion({
  live,
  progress,
  log,
  complete: (ids) => completeCampaigns(db, ids),
  readView: (id) => readCampaignView(db, { id }),
})
const moved = (campaignId: string) => {
  progress.touch(campaignId)
  completion.check(campaignId)
}
const IMPORT_GIVEN_UP = 'The import broke off several times; the campaign worker’s log says why'
const expandDeps = { db, produce, live, progress, completion, log, begin }

const consume = { redis: redis.client, log, now }
const campaigns = createConsumer({
  ...consume,
  queue: 'campaigns',
  concurrency: config.SIARAN_CAMPAIGNS_AT_ONCE,
  handlers: {
    'campaign.expand': (payload, signal) => expandCampaign(expandDeps, payload, signal),
    'campaign.close': (payload) => closeCampaign({ db, produce, progress }, payload),
  },
  onGivenUp: async (name, payload) => {
    if (name === 'campaign.expand') await fail(expandDeps, (payload as { campaignId: string }).campaignId, GIVEN_UP)
  },
})
const dispatch = createConsumer({
  ...consume,
  queue: 'dispatch',
  concurrency: 1,
  handlers: {
    'messages.dispatch': (payload, signal) =>
      dispatchMessages(
        { db, produce, moved, log, worker, window: config.SIARAN_DEVICE_WINDOW, now, roll: Math.random, begin },
        payload,
        signal,
      ),
  },
})
const { repaired: onRepaired } = repairMetrics(metrics, repairedStatuses)
const repair = createConsumer({
  ...consume,
  queue: 'repair',
  concurrency: 1,
  handlers: {
    'messages.repair': () => repairMessages({ db, produce, progress, completion, log, now, onRepaired }),
    'messages.requeue': () => requeueMessages({ db, produce, log, onRepaired }),
  },
})
const enrolmentDeps = { db, produce, moved, log, now, begin }
const enrolments = createConsumer({
  ...consume,
  queue: 'enrolments',
  concurrency: 2,
  handlers: {
    'leads.enrol': (_, signal) => enrolLeads(enrolmentDeps, signal),
    'enrolments.end': () => endEnrolments(enrolmentDeps),
  },
})
const imports = createConsumer({
  ...consume,
  queue: 'imports',
  concurrency: 2,
  handlers: { 'leads.import': (payload, signal) => importLeads({ db, live, log }, payload, signal) },
  onGivenUp: async (name, payload) => {
    if (name === 'leads.import') await failImport(db, (payload as { importId: string }).importId, IMPORT_GIVEN_UP)
  },
})
const health = createHealthServer({
  port: config.HEALTH_PORT,
  host: config.HOST,
  metrics,
  checks: [
    { name: 'postgres', run: () => db.pool.query('select 1').then(() => 'answers') },
    { name: 'redis', run: () => redis.client.ping() },
    clockCheck(clock),
  ],
})

await runService(log, [
  tracing,
  db,
  clock,
  redis,
  { name: 'producer', stop: () => produce.close() },
  { name: 'progress', stop: () => progress.stop() },
  completion,
  campaigns,
  dispatch,
  repair,
  enrolments,
  imports,
  health,
])
