import { setTimeout as wait } from 'node:timers/promises'
import { chanceOf } from './chance.js'
import { connectDevices, startCampaign } from './load.js'
import { watchLedger } from './witness.js'
import { startWorld } from './world.js'

const CAST = { schedulers: 1, workers: 1, senders: 4 }
const DEVICES = 200
const A_MINUTE = 60
const PAUSED_FOR_MS = 1_000
/** A pause and a resume later each device has sent about two; more than that, so that it never runs dry. */
const LEADS_A_PAUSE = 4

export interface Pauses {
  asked: number
  /** Pauses after whose answer nothing began. */
  kept: number
  answersMs: number[]
  sent: number
}

/** Pauses a campaign over 200 devices and 4 senders again and again, and asks the ledger what began after the answers. */
export async function runPauses(options: {
  seed: number
  times: number
  note: (line: string) => void
}): Promise<Pauses> {
  const world = await startWorld(CAST)
  const witness = watchLedger(world)
  try {
    await world.network.setBehaviour({ seed: options.seed, latencyMs: { min: 5, max: 200 } })
    const deviceIds = await connectDevices(world, DEVICES)
    const { id } = await startCampaign(world, deviceIds, 0, {
      leadsADevice: options.times * LEADS_A_PAUSE,
      aMinute: A_MINUTE,
    })
    const isExpanded = async () =>
      (await world.db.prisma.campaign.findUniqueOrThrow({ where: { id } })).expandedAt !== null
    while (witness.entries.length < DEVICES || !(await isExpanded())) await wait(100)
    const chance = chanceOf(options.seed)
    const silences: { from: number; until: number }[] = []
    const answersMs: number[] = []
    for (let n = 1; n <= options.times; n++) {
      await wait(chance.between(300, 1_300))
      const answer = await world.api.insist('POST', `/campaigns/${id}/pause`)
      if (answer.status !== 200) throw new Error(`The campaign could not be paused: ${answer.message}`)
      await wait(PAUSED_FOR_MS)
      silences.push({ from: answer.at, until: Date.now() })
      answersMs.push(answer.tookMs)
      await world.api.insist('POST', `/campaigns/${id}/resume`)
      if (n % 10 === 0) options.note(`${n} pauses, ${witness.entries.length} messages`)
    }
    await witness.catchUp()
    const begun = witness.entries.map(({ handedAt }) => Date.parse(handedAt))
    const kept = silences.filter(({ from, until }) => !begun.some((at) => at > from && at < until)).length
    return { asked: silences.length, kept, answersMs, sent: begun.length }
  } finally {
    await witness.stop()
    await world.stop({ keepFolder: false })
  }
}
