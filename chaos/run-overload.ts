import { setTimeout as wait } from 'node:timers/promises'
import { openRedis } from '@siaran/queue'
import { testLog } from '@siaran/testkit'
import { usageOf } from '../bench/processes.js'
import { connectDevices, openMessages, startCampaign } from './load.js'
import { startWorld, type World } from './world.js'

const CAST = { schedulers: 1, workers: 1, senders: 2 }
const DEVICES = 50
/** What the devices can send is 50 a second; ten times as much is asked for. */
const A_MINUTE = 60
const TIMES_TOO_MUCH = 10
const CAMPAIGN_EVERY_MS = 10_000
const SAMPLE_EVERY_MS = 5_000
const READ_EVERY_MS = 100

const reads = [
  '/campaigns',
  '/campaigns/:id',
  '/campaigns/:id/messages?status=pending',
  '/leads?limit=50',
  '/devices',
  '/queues',
]

export interface Overload {
  /** Memory in MB, a sample every 5 s, by process of Siaran's; Redis by what it says of itself. */
  memoryMb: Record<string, number[]>
  readsMs: Record<string, number[]>
  waiting: number
  sent: number
}

/** Asks for ten times more than the devices can send, for so long, and watches memory and the API's reads. */
export async function runOverload(options: { seconds: number; note: (line: string) => void }): Promise<Overload> {
  const world = await startWorld(CAST, { api: { SIARAN_CONFIRM_ABOVE: '1000000' } })
  const memoryMb: Record<string, number[]> = {}
  const readsMs: Record<string, number[]> = {}
  const end = performance.now() + options.seconds * 1_000
  const every = async (ms: number, act: () => Promise<unknown>) => {
    while (performance.now() < end) {
      const begun = performance.now()
      await act()
      await wait(Math.max(0, ms - (performance.now() - begun)))
    }
  }
  const redis = openRedis(world.stores.redis.running.url, testLog)
  try {
    await redis.start()
    await world.network.setBehaviour({ latencyMs: { min: 20, max: 200 } })
    const deviceIds = await connectDevices(world, DEVICES)
    const leadsADevice = Math.round((TIMES_TOO_MUCH * A_MINUTE * CAMPAIGN_EVERY_MS) / 60_000)
    let campaigns = 0
    let lastCampaign = ''
    await Promise.all([
      every(CAMPAIGN_EVERY_MS, async () => {
        lastCampaign = (await startCampaign(world, deviceIds, campaigns++, { leadsADevice, aMinute: A_MINUTE })).id
        if (campaigns % 6 === 0) options.note(`${campaigns} campaigns, ${await openMessages(world)} messages wait`)
      }),
      every(SAMPLE_EVERY_MS, async () => {
        for (const [name, mb] of await memoryOf(world, redis.client.info('memory'))) note(memoryMb, name, mb)
      }),
      every(READ_EVERY_MS, async () => {
        if (lastCampaign === '') return
        const id = lastCampaign
        for (const kind of reads) {
          const path = kind.replace(':id', id)
          const answer = await world.api.once('GET', path)
          if (answer?.status !== 200) throw new Error(`GET ${path}: ${answer?.status} ${answer?.message}`)
          note(readsMs, kind, answer.tookMs)
        }
      }),
    ])
    return { memoryMb, readsMs, waiting: await openMessages(world), sent: (await world.network.allEntries()).length }
  } finally {
    await redis.stop()
    await world.stop({ keepFolder: false })
  }
}

function note(figures: Record<string, number[]>, name: string, figure: number): void {
  figures[name] ??= []
  figures[name].push(figure)
}

async function memoryOf({ actors }: World, info: Promise<string>): Promise<[string, number][]> {
  const used = Number((await info).match(/used_memory:(\d+)/)![1])
  // Not the phone network: it is the witness, and remembers everything.
  const inside = actors.filter(({ name }) => name !== 'phone-network')
  return [
    ...inside.map(({ name, pid }): [string, number] => [name, usageOf(pid!).rssBytes / 2 ** 20]),
    ['redis', used / 2 ** 20],
  ]
}
