import { asSystem, clockCheck, createStoreClock, openDatabase, readStoreTime } from '@siaran/db'
import { finalCampaignStatuses, messageStatuses } from '@siaran/domain'
import {
  askReadiness,
  createLogger,
  createMetrics,
  heartbeatMetrics,
  movementMetrics,
  openTracing,
  runService,
  storeMetrics,
} from '@siaran/platform'
import { createProducer, openRedis } from '@siaran/queue'
import { createLiveEvents, createSocketGateway } from '@siaran/realtime'
import { createAuthenticator } from './authenticate.js'
import { readConfig } from './config.js'
import { checkDatabaseRole } from './database-role.js'
import { docsPage } from './docs-page.js'
import { foundWorkspace } from './first-owner.js'
import { checkScheduler, schedulerAgeSeconds, storeCheck } from './operations.js'
import { queueBoard } from './queue-board.js'
import { resealSecrets } from './reseal-secrets.js'
import { buildServer } from './server.js'
import { socketAccess } from './socket-access.js'

const config = readConfig(process.env)
const log = createLogger({ service: 'api', level: config.LOG_LEVEL })
const metrics = createMetrics('api')
const movements = movementMetrics(metrics, { messages: messageStatuses, campaigns: finalCampaignStatuses })
const db = openDatabase(config.DATABASE_URL, { name: 'api', scoped: true, movements })
const redis = openRedis(config.REDIS_URL, log)
const clock = createStoreClock({ read: () => asSystem(() => readStoreTime(db)), log })
const produce = createProducer({ redis: redis.client, log, now: clock.now })
const live = createLiveEvents({ redis: redis.client, log })

const tracing = await openTracing({ service: 'api', endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT })
storeMetrics(metrics, { pool: () => db.standing(), pingRedis: () => redis.client.ping() })
heartbeatMetrics(metrics, () => schedulerAgeSeconds(db))
const checks = [
  storeCheck('postgres', () => asSystem(() => db.pool.query('select 1'))),
  storeCheck('redis', () => redis.client.ping()),
  { name: 'scheduler', advisory: true, run: () => checkScheduler(db) },
  clockCheck(clock),
]

const app = await buildServer({
  db,
  redis: redis.client,
  produce,
  live,
  config,
  log,
  now: clock.now,
  beginRequest: tracing.beginRequest,
  operations: {
    readiness: () => askReadiness(checks),
    metrics: async () => ({ contentType: metrics.contentType, text: await metrics.metrics() }),
  },
  pages: [docsPage, queueBoard(db, produce)],
  endSockets: (credentialId) => sockets.disconnectSession(credentialId),
})
const sockets = createSocketGateway({
  server: app.server,
  redis: redis.client,
  origins: config.CORS_ORIGINS,
  ...socketAccess(db, createAuthenticator(db, clock.now)),
  log,
})

await runService(log, [
  tracing,
  db,
  clock,
  redis,
  { name: 'jobs', stop: () => produce.close() },
  { name: 'database role', start: () => checkDatabaseRole({ db, log }), stop: () => {} },
  { name: 'first owner', start: () => foundWorkspace({ db, config, log }), stop: () => {} },
  { name: 'secrets', start: () => resealSecrets({ db, config, log }), stop: () => {} },
  {
    name: 'http',
    start: async () => void (await app.listen({ host: config.HOST, port: config.PORT })),
    stop: () => app.close(),
  },
  sockets,
])
