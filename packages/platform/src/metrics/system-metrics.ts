import type { Registry } from 'prom-client'
import { readGauges } from './read-gauges.js'

/** How the whole system stands in Postgres, over all processes. */
interface StandingReading {
  devices: Record<string, number>
  devicesWithoutSender: number
  campaigns: number
  sequences: number
  campaignMessages: Record<string, number>
  sequenceMessages: Record<string, number>
  unconfirmed: number
  oldestDueAgeSeconds: number
}

/** How it stands in Redis. */
interface QueuesReading {
  queueJobs: readonly { queue: string; state: string; count: number }[]
  redisClients: number
}

/** Rarer than a usual scrape (15 s) would ask twice, and often enough for an alert that waits for minutes. */
const READ_EVERY_MS = 10_000

const byState = (counts: Record<string, number>, labels: Record<string, string> = {}) =>
  Object.entries(counts).map(([state, value]) => ({ labels: { ...labels, state }, value }))

/**
 * What is read of the stores about the system as a whole, by the one service that exposes it. Each store by itself: one that is
 * away does not hide the figures of the other.
 */
export function systemMetrics(
  registry: Registry,
  reads: { readStanding: () => Promise<StandingReading>; readQueues: () => Promise<QueuesReading> },
): void {
  readGauges(registry, { everyMs: READ_EVERY_MS, read: reads.readStanding }, [
    {
      name: 'siaran_devices',
      help: 'Devices by the state of their session',
      labels: ['state'],
      samples: ({ devices }) => byState(devices),
    },
    {
      name: 'siaran_devices_without_sender',
      help: 'Devices that want serving and are owned by no living sender',
      samples: ({ devicesWithoutSender }) => devicesWithoutSender,
    },
    {
      name: 'siaran_campaigns_running',
      help: 'Campaigns that run, and sequences that are active, by kind: campaign or sequence',
      labels: ['kind'],
      samples: ({ campaigns, sequences }) => [
        { labels: { kind: 'campaign' }, value: campaigns },
        { labels: { kind: 'sequence' }, value: sequences },
      ],
    },
    {
      name: 'siaran_campaign_messages',
      help: 'Messages of the campaigns that run and of the sequences that are active, by kind and by state',
      labels: ['kind', 'state'],
      samples: ({ campaignMessages, sequenceMessages }) => [
        ...byState(campaignMessages, { kind: 'campaign' }),
        ...byState(sequenceMessages, { kind: 'sequence' }),
      ],
    },
    {
      name: 'siaran_messages_unconfirmed',
      help: 'Messages in doubt, of all campaigns; counted up to 100,000 of a workspace',
      samples: ({ unconfirmed }) => unconfirmed,
    },
    {
      name: 'siaran_oldest_due_age_seconds',
      help: 'How long a device that could send has been waiting for the slot of a due message; 0 when none waits',
      samples: ({ oldestDueAgeSeconds }) => oldestDueAgeSeconds,
    },
  ])
  readGauges(registry, { everyMs: READ_EVERY_MS, read: reads.readQueues }, [
    {
      name: 'siaran_queue_jobs',
      help: 'Jobs by queue and state; the queues of all devices are summed as devices',
      labels: ['queue', 'state'],
      samples: ({ queueJobs }) =>
        queueJobs.map(({ queue, state, count }) => ({ labels: { queue, state }, value: count })),
    },
    {
      name: 'siaran_redis_clients',
      help: 'Connections that Redis has, of all processes',
      samples: ({ redisClients }) => redisClients,
    },
  ])
}

/** The scheduler's heart, for another process to watch: it beats when the work was done, not when the process is there. */
export function heartbeatMetrics(registry: Registry, ageSeconds: () => Promise<number | null>): void {
  const read = async () => {
    const age = await ageSeconds()
    if (age === null) throw new Error('no scheduler has ever said that it is alive')
    return age
  }
  readGauges(registry, { everyMs: READ_EVERY_MS, read }, [
    {
      name: 'siaran_scheduler_heartbeat_age_seconds',
      help: 'How long ago a scheduler last did its work',
      samples: (age) => age,
    },
  ])
}
