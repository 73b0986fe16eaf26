import { hostname } from 'node:os'
import { beat, clockCheck, createStoreClock, openDatabase, readStoreTime, readSystemFigures } from '@siaran/db'
import { finalCampaignStatuses, messageStatuses } from '@siaran/domain'
import {
  createHealthServer,
  createLogger,
  createMetrics,
  movementMetrics,
  openTracing,
  runService,
  storeMetrics,
  systemMetrics,
} from '@siaran/platform'
import { createConsumer, createProducer, openRedis } from '@siaran/queue'
import { readConfig } from './config.js'
import { keepSchedules } from './keep-schedules.js'
import { readQueues } from './read-queues.js'
import { startDueCampaigns } from './start-due-campaigns.js'

const config = readConfig(process.env)
const log = createLogger({ service: 'scheduler', level: config.LOG_LEVEL })
const instance = `${hostname()}-${process.pid}`
const metrics = createMetrics('scheduler')
const movements = movementMetrics(metrics, { messages: messageStatuses, campaigns: finalCampaignStatuses })
const db = openDatabase(config.DATABASE_URL, { name: 'scheduler', connections: 4, movements })
const redis = openRedis(config.REDIS_URL, log)
const clock = createStoreClock({ read: () => readStoreTime(db), log })
const produce = createProducer({ redis: redis.client, log, now: clock.now })
const tracing = await openTracing({ service: 'scheduler', endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT })
storeMetrics(metrics, { pool: () => db.standing(), pingRedis: () => redis.client.ping() })
systemMetrics(metrics, {
  readStanding: () => readSystemFigures(db),
  readQueues: () => readQueues({ db, produce, redis }),
})

const schedules = keepSchedules(
  { produce, log },
  {
    dueMs: config.SIARAN_DUE_INTERVAL_MS,
    dispatchMs: config.SIARAN_DISPATCH_INTERVAL_MS,
    enrolMs: config.SIARAN_ENROL_INTERVAL_MS,
    repairMs: config.SIARAN_REPAIR_INTERVAL_MS,
  },
)
const due = createConsumer({
  redis: redis.client,
  log,
  now: clock.now,
  queue: 'schedule',
  concurrency: 1,
  handlers: {
    'campaigns.due': () =>
      startDueCampaigns({
        db,
        produce,
        beat: () => beat(db, 'scheduler', instance),
        log,
        begin: tracing.begin,
      }),
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
  schedules,
  due,
  health,
])
