import type { BeginSpan } from '@siaran/contracts'
import {
  claimDueMessages,
  type Database,
  type DeviceWithRoom,
  type DueMessage,
  failClaimed,
  findDevicesWithRoom,
  isRefusal,
  type PlannedMessage,
  type QueuedMessage,
  queueMessages,
  readDeviceLines,
  readOrdinals,
  sentenceOf,
} from '@siaran/db'
import {
  type Booking,
  DEVICES_A_SEARCH,
  DEVICES_A_TURN,
  type DevicePace,
  giveSlots,
  groupBy,
  SECONDS_AHEAD,
  type SlotRequest,
} from '@siaran/domain'
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
  begin?: BeginSpan
}

/** Why a message ends of which nothing can be sent. */
const CANNOT_RENDER = 'cannot_render'

/** A message of which nothing can be sent, and why. */
type Unsendable = { id: string; sentence: string }

/**
 * Gives slots to what is due: finds devices that have room, claims messages for some of them at a time, renders them, places
 * them in their devices' lines, and puts a job for each into its device's queue. Any number of workers may do this at once; a
 * device's line is planned by one of them at a time. A message that cannot be rendered or planned, or that the database
 * refuses, ends as failed with the reason; it never holds up the others.
 */
export async function dispatchMessages(deps: DispatchDeps, _: object, signal: AbortSignal): Promise<JobOutcome> {
  const { db, window } = deps
  for (;;) {
    const found = await findDevicesWithRoom(db, { window, devices: DEVICES_A_SEARCH, secondsAhead: SECONDS_AHEAD })
    let claimed = 0
    for (let from = 0; from < found.length && !signal.aborted; from += DEVICES_A_TURN)
      claimed += await dispatchTo(deps, found.slice(from, from + DEVICES_A_TURN))
    // Of a whole search that was for nothing, others do the work.
    if (found.length < DEVICES_A_SEARCH || claimed === 0 || signal.aborted) return done()
  }
}

/** One turn; answers how many messages it has claimed. */
async function dispatchTo(deps: DispatchDeps, found: readonly DeviceWithRoom[]): Promise<number> {
  const { db, worker, window } = deps
  const { messages, stopped } = await claimDueMessages(db, found, { worker, window, secondsAhead: SECONDS_AHEAD })
  for (const campaignId of stopped) deps.moved(campaignId)
  if (messages.length === 0) return 0
  const { planned, unsendable, traces } = await plan(deps, messages)
  const spans = traces.map(({ id, traceparent }) =>
    deps.begin?.('messages.dispatch', traceparent, { 'siaran.campaign_id': id }),
  )
  const { queued, refused } = await queueEach(deps, planned)
  await endUnsendable(deps, [...unsendable, ...refused])
  await enqueue(deps, queued)
  for (const span of spans) span?.end()
  return messages.length
}

async function plan(
  { db, now, roll }: DispatchDeps,
  messages: readonly DueMessage[],
): Promise<{
  planned: PlannedMessage[]
  unsendable: Unsendable[]
  traces: { id: string; traceparent: string | null }[]
}> {
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

  const planned: PlannedMessage[] = []
  const unsendable: Unsendable[] = []
  for (const device of devices) {
    const taken = inTurns(byDevice.get(device.id) ?? []).flatMap((message) => {
      const script = scriptFor(message)
      if (script === undefined) return []
      try {
        return { message, script, content: renderMessage(script, message) }
      } catch (err) {
        unsendable.push({ id: message.id, sentence: sentenceOf(err) })
        return []
      }
    })
    const before = new Map<string, number>()
    const requests = taken.map(({ message: { campaignId }, script: { pace } }) => {
      const ordinal = before.get(campaignId) ?? ordinalOf(campaignId, device.id)
      before.set(campaignId, ordinal + 1)
      return { campaignId, pace, ordinal }
    })
    for (const [n, slot] of slotsOf(now(), device, lines.get(device.id) ?? [], requests, roll).entries()) {
      const { message, content } = taken[n]!
      if ('sentence' in slot) unsendable.push({ id: message.id, ...slot })
      else planned.push({ id: message.id, content, slot: new Date(slot.at), gapMs: slot.gapMs })
    }
  }
  return { planned, unsendable, traces: campaigns }
}

/** A slot for each request, or the sentence that says why it has none: a pace of which no instant can be made. */
function slotsOf(
  now: number,
  device: DevicePace,
  line: readonly Booking[],
  requests: readonly SlotRequest[],
  roll: () => number,
): (Booking | { sentence: string })[] {
  const slots = giveAll(now, device, line, requests, roll)
  if (slots !== null) return slots
  const booked = [...line]
  return requests.map((request) => {
    const slot = giveAll(now, device, booked, [request], roll)?.[0]
    if (slot === undefined) return { sentence: 'Its pace leaves no instant at which it could be sent' }
    booked.push(slot)
    return slot
  })
}

/** Null when one of them has no instant. */
function giveAll(...asked: Parameters<typeof giveSlots>): Booking[] | null {
  try {
    const slots = giveSlots(...asked)
    return slots.every(({ at, gapMs }) => isInstant(at) && Number.isFinite(gapMs)) ? slots : null
  } catch {
    return null
  }
}

const isInstant = (at: number) => !Number.isNaN(new Date(at).getTime())

/** Queues all at once; where the database refuses that, one by one, to find those that it refuses. */
async function queueEach(
  deps: Pick<DispatchDeps, 'db' | 'worker'>,
  planned: readonly PlannedMessage[],
): Promise<{ queued: QueuedMessage[]; refused: Unsendable[] }> {
  if (planned.length === 0) return { queued: [], refused: [] }
  try {
    return { queued: await queueMessages(deps.db, deps.worker, planned), refused: [] }
  } catch (err) {
    if (!isRefusal(err)) throw err
    const [only] = planned
    if (planned.length === 1) return { queued: [], refused: [{ id: only!.id, sentence: sentenceOf(err) }] }
    const half = planned.length >> 1
    const [first, second] = [await queueEach(deps, planned.slice(0, half)), await queueEach(deps, planned.slice(half))]
    return { queued: [...first.queued, ...second.queued], refused: [...first.refused, ...second.refused] }
  }
}

async function endUnsendable({ db, worker, moved, log }: DispatchDeps, unsendable: readonly Unsendable[]) {
  if (unsendable.length === 0) return
  const failed = await failClaimed(db, worker, CANNOT_RENDER, unsendable)
  for (const [campaignId, messages] of groupBy(failed, (message) => message.campaignId)) {
    log.error(
      { campaignId, messages: messages.length },
      'messages of which nothing can be sent: they are failed, each with its reason',
    )
    moved(campaignId)
  }
}

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
