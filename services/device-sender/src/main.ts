import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  clockCheck,
  completeCampaigns,
  createStoreClock,
  openDatabase,
  readCampaignProgress,
  readCampaignView,
  readSequenceProgress,
  readStoreTime,
  releaseQueuedMessages,
  sentenceOf,
} from '@siaran/db'
import { FIRST_RETRY_MS, finalCampaignStatuses, messageStatuses, transportNames } from '@siaran/domain'
import {
  browserMetrics,
  createHealthServer,
  createLogger,
  createMetrics,
  movementMetrics,
  openTracing,
  runService,
  senderMetrics,
  storeMetrics,
} from '@siaran/platform'
import { createDeviceFleet, createProducer, listenToNotices, openRedis } from '@siaran/queue'
import { createCompletion, createLiveEvents, createProgressPublisher } from '@siaran/realtime'
import { createSecretBox } from '@siaran/secrets'
import { askForMore } from './ask-for-more.js'
import { readConfig } from './config.js'
import { keepHearingHooks } from './hear-hooks.js'
import { hearMessage, hearNetwork } from './hear-network.js'
import { keptSession } from './kept-sessions.js'
import { createLedger } from './ledger.js'
import { ownDevices } from './own-devices.js'
import { keepReconciling } from './reconcile.js'
import { keepSayingUnserved } from './say-unserved.js'
import { sendMessage } from './send-message.js'
import { keepTellingMemory } from './tell-memory.js'
import { openTransports } from './transports.js'

const config = readConfig(process.env)
// A sender that is started again is another owner: it must claim anew what its dead namesake held.
const sender = `${config.SIARAN_SENDER_ID}-${randomUUID().slice(0, 8)}`
const log = createLogger({ service: 'device-sender', level: config.LOG_LEVEL }).child({ sender })
const metrics = createMetrics('device-sender')
const movements = movementMetrics(metrics, { messages: messageStatuses, campaigns: finalCampaignStatuses })
const db = openDatabase(config.DATABASE_URL, { name: 'device-sender', instance: sender, connections: 8, movements })
const redis = openRedis(config.REDIS_URL, log)
const clock = createStoreClock({ read: () => readStoreTime(db), log })
const { now } = clock
const tracing = await openTracing({ service: 'device-sender', endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT })
storeMetrics(metrics, { pool: () => db.standing(), pingRedis: () => redis.client.ping() })
const measured = senderMetrics(metrics, transportNames)
const elapsed = () => performance.now()
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
const ledger = createLedger({
  db,
  sender,
  log,
  moved,
  onAcknowledged: ({ status, secondsSinceSent }) => measured.acknowledged(status, secondsSinceSent),
})
const secrets = createSecretBox(config.SIARAN_SECRET_KEY)
const transports = await openTransports({
  config,
  sender,
  sessionOf: (deviceId) => keptSession({ db, sender, secrets }, deviceId, devices.served.get(deviceId)!.epoch),
  log,
})
browserMetrics(metrics, transports.memory)

const sendDeps = {
  ledger,
  releaseMissed: async (message: { id: string; dispatchNumber: number }) => {
    await releaseQueuedMessages(db, [message])
  },
  log,
  now,
  elapsed,
  sleep: (ms: number) => sleep(ms),
  roll: Math.random,
  onHandedOver: measured.handedOver,
  begin: tracing.begin,
}
const { usedSlot, askForSlots } = askForMore(produce)
const fleet = createDeviceFleet({
  redis: redis.client,
  log,
  now,
  concurrency: config.SIARAN_SENDS_AT_ONCE,
  async process(deviceId, job) {
    const device = devices.served.get(deviceId)
    if (device === undefined) return { kind: 'putBack', until: now() }
    const result = await sendMessage(sendDeps, device, job)
    if (result.kind === 'done') usedSlot(deviceId)
    return result
  },
  broken: (_, job, err) =>
    ledger.countFailure({
      id: job.messageId,
      dispatchNumber: job.dispatch,
      sentence: sentenceOf(err),
      retryInMs: FIRST_RETRY_MS,
    }),
  async dropped(_, jobs) {
    await releaseQueuedMessages(
      db,
      jobs.map(({ messageId, dispatch }) => ({ id: messageId, dispatchNumber: dispatch })),
    )
    askForSlots()
  },
})
const devices = ownDevices({
  db,
  sender,
  capacity: config.SIARAN_SENDER_CAPACITY,
  capacities: transports.capacities,
  sendDeadlineMs: config.SIARAN_SEND_DEADLINE_MS,
  transports: transports.byName,
  secrets,
  fleet,
  live,
  ledger,
  log,
  onLeasesLost: measured.leasesLost,
  toElapsed: (at) => at - now() + elapsed(),
  hear: (device) => hearNetwork({ db, fleet, ledger, live, produce, askForSlots, lookUpDoubts, moved, log }, device),
})
const unserved = keepSayingUnserved({ db, live, unserved: transports.unserved, full: devices.full, log })
const reconciliation = keepReconciling({ db, served: devices.served, ledger, log })
const lookUpDoubts = () => reconciliation.look()
const hooks = keepHearingHooks({
  db,
  sender,
  served: devices.served,
  ledger,
  hearMessage: (device, message) => hearMessage({ db, live, produce, moved, log }, device, message),
  log,
})
const notices = listenToNotices(redis.client, log, ({ about, deviceIds }) => {
  if (about === 'device') devices.look()
  else if (about === 'hook') hooks.look()
  else for (const deviceId of deviceIds) fleet.wake(deviceId)
})
const health = createHealthServer({
  port: config.HEALTH_PORT,
  host: config.HOST,
  metrics,
  checks: [
    { name: 'postgres', run: () => db.pool.query('select 1').then(() => 'answers') },
    { name: 'redis', run: () => redis.client.ping() },
    clockCheck(clock),
    { name: 'devices', run: async () => devices.served.size },
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
  transports,
  devices,
  unserved,
  keepTellingMemory({ memory: transports.memory, log }),
  reconciliation,
  hooks,
  notices,
  health,
])
