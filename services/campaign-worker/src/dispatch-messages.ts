import {
  claimDueMessages,
  type Database,
  type DueMessage,
  type PlannedMessage,
  type QueuedMessage,
  queueMessages,
  readDeviceLines,
  readOrdinals,
} from '@siaran/db'
import { type Booking, giveSlots, groupBy } from '@siaran/domain'
import { done, type JobOutcome, type Producer } from '@siaran/queue'
import type { Logger } from 'pino'
import { renderMessage, type Script, scriptOf } from './render-message.js'

export interface DispatchDeps {
  db: Database
  produce: Pick<Producer, 'addDeviceJobs' | 'noticeWork'>
  /** Told of each campaign of which a message ended here. */
  moved: (campaignId: string) => void
  log: Logger
  /** This worker's name in the claims. */
  worker: string
  /** Most messages of one device that have a slot at once. */
  window: number
  now: () => number
  roll: () => number
}

/** Devices a turn: with full windows 2,000 messages, about 100 ms in which a pause of their campaign has to wait. */
const DEVICES_A_TURN = 20
/** How far ahead slots are given. Far enough to outlast a restart of the workers, near enough for a quick pause. */
const SECONDS_AHEAD = 30

/**
 * Gives slots to what is due: claims messages for devices that have room, renders them, places them in their devices'
 * lines, and puts a job for each into its device's queue. Any number of workers may do this at once; a device's line is
 * planned by one of them at a time.
 */
export async function dispatchMessages(deps: DispatchDeps, _: object, signal: AbortSignal): Promise<JobOutcome> {
  const { db, worker, window } = deps
  for (;;) {
    const { messages, stopped, full } = await claimDueMessages(db, {
      worker,
      window,
      devices: DEVICES_A_TURN,
      secondsAhead: SECONDS_AHEAD,
    })
    for (const campaignId of stopped) deps.moved(campaignId)
    if (messages.length > 0) await enqueue(deps, await queueMessages(db, worker, await plan(deps, messages)))
    if (!full || signal.aborted) return done()
  }
}

async function plan({ db, now, roll }: DispatchDeps, messages: readonly DueMessage[]): Promise<PlannedMessage[]> {
  const byDevice = groupBy(messages, ({ deviceId }) => deviceId)
  const deviceIds = [...byDevice.keys()]
  const campaignIds = [...new Set(messages.map(({ campaignId }) => campaignId))]
  const stepIds = [...new Set(messages.flatMap(({ stepId }) => stepId ?? []))]
  const [devices, campaigns, steps, lines, ordinalOf] = await Promise.all([
    db.prisma.device.findMany({ where: { id: { in: deviceIds } } }),
    db.prisma.campaign.findMany({ where: { id: { in: campaignIds } } }),
    stepIds.length === 0 ? [] : db.prisma.sequenceStep.findMany({ where: { id: { in: stepIds } } }),
    readDeviceLines(db, deviceIds),
    readOrdinals(db, campaignIds, deviceIds),
  ])
  const scripts = new Map<string, Script>(campaigns.map((campaign) => [campaign.id, scriptOf(campaign)]))
  for (const step of steps) {
    const sequence = campaigns.find(({ id }) => id === step.sequenceId)
    if (sequence !== undefined) scripts.set(step.id, scriptOf(sequence, step))
  }
  const scriptFor = ({ campaignId, stepId }: DueMessage) => scripts.get(stepId ?? campaignId)

  return devices.flatMap((device) => {
    const taken = inTurns(byDevice.get(device.id) ?? []).filter((message) => scriptFor(message) !== undefined)
    const before = new Map<string, number>()
    const requests = taken.map(({ campaignId }) => {
      const ordinal = before.get(campaignId) ?? ordinalOf(campaignId, device.id)
      before.set(campaignId, ordinal + 1)
      return { campaignId, pace: scripts.get(campaignId)!.pace, ordinal }
    })
    const slots = giveSlots(now(), device, lines.get(device.id) ?? [], requests, roll)
    return taken.map((message, n) => planned(message, scriptFor(message)!, slots[n]!))
  })
}

const planned = (message: DueMessage, script: Script, { at, gapMs }: Booking): PlannedMessage => ({
  id: message.id,
  content: renderMessage(script, message),
  slot: new Date(at),
  gapMs,
})

/** One of each campaign in turn, each campaign's in the order of its messages, each sequence's in that of their instants. */
function inTurns(messages: readonly DueMessage[]): DueMessage[] {
  const lines = [...groupBy(messages, ({ campaignId }) => campaignId).values()]
  for (const line of lines) line.sort((a, b) => Number(a.dueAt) - Number(b.dueAt) || (a.id < b.id ? -1 : 1))
  const longest = Math.max(0, ...lines.map(({ length }) => length))
  return Array.from({ length: longest }, (_, n) => lines.flatMap((line) => line[n] ?? [])).flat()
}

async function enqueue({ produce, log }: DispatchDeps, queued: readonly QueuedMessage[]): Promise<void> {
  const byDevice = groupBy(queued, ({ deviceId }) => deviceId)
  await Promise.all(
    [...byDevice].map(([deviceId, messages]) =>
      produce.addDeviceJobs(
        deviceId,
        messages.map(({ id, campaignId, dispatchNumber, scheduledAt, gapMs }) => ({
          messageId: id,
          campaignId,
          dispatch: dispatchNumber,
          slot: scheduledAt.getTime(),
          gapMs,
        })),
      ),
    ),
  )
  produce.noticeWork([...byDevice.keys()])
  log.debug({ messages: queued.length, devices: byDevice.size }, 'messages dispatched')
}
