import { type CampaignStatus, type MessageStatus, messageTransitions, openMessageStatuses } from '@siaran/domain'
import type { HandOver } from './network.js'

export interface MessageRow {
  id: string
  deviceId: string
  phone: string
  status: MessageStatus
  dispatch: number
  /** The dispatcher, while it is processing. */
  claimedBy: string | null
  epoch: number | null
  sendingAt: number | null
  code: string | null
  sentence: string | null
}
interface DeviceRow {
  id: string
  owner: string | null
  epoch: number
  leaseUntil: number | null
  isServed: boolean
}
/** All rows of a history, as they stand between two statements. */
export interface Rows {
  messages: MessageRow[]
  devices: DeviceRow[]
  campaign: { status: CampaignStatus; expiresAt: number | null }
  counters: ({ device_id: string } & Record<string, number>)[]
  suppressed: string[]
}

/** An instant of the database in epoch milliseconds. */
const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`

export const READ_ROWS = {
  name: 'histories-read-rows',
  text: `select
    (select json_agg(json_build_object('id', id, 'deviceId', device_id, 'phone', recipient_phone, 'status', status,
      'dispatch', dispatch_number, 'claimedBy', claimed_by, 'epoch', lease_epoch, 'sendingAt', ${ms('sending_at')},
      'code', error_code, 'sentence', error_message) order by id) from messages) as messages,
    (select json_agg(json_build_object('id', id, 'owner', lease_owner, 'epoch', lease_epoch,
      'leaseUntil', ${ms('lease_until')}, 'isServed', status = 'online' and wanted and deleted_at is null)
      order by id) from devices) as devices,
    (select json_build_object('status', status,
      'expiresAt', ${ms("started_at + expire_after_hours * interval '1 hour'")}) from campaigns) as campaign,
    (select json_agg(to_jsonb(k)) from campaign_devices k) as counters,
    coalesce((select json_agg(phone) from suppressions), '[]') as suppressed`,
}

/** Longer than any send may take: what the repair is told. */
const LONGEST_SEND_MS = 300_000
const isOpen = (status: MessageStatus) => (openMessageStatuses as readonly string[]).includes(status)
const hasArrived = (status: MessageStatus) => ['sent', 'delivered', 'read'].includes(status)

interface Step {
  statement: string
  values: readonly unknown[]
  before: Rows
  after: Rows
  now: number
  /** Messages of which a crash, or a word that never came, left open whether they were sent. */
  inDoubt: ReadonlySet<string>
}

/** What must hold after each statement; the sentences of what does not. */
export function faultsOfStep(step: Step): string[] {
  const { before, after } = step
  const moved = after.messages.flatMap((now, n) => {
    const was = before.messages[n]
    return was === undefined || was.status === now.status ? [] : [{ was, now }]
  })
  return [...sums(before, after), ...silences(after), ...moved.flatMap(({ was, now }) => faultsOfMove(step, was, now))]
}

/** 1 and 3: no message comes or goes, and the counters are a count. */
function sums(before: Rows, after: Rows): string[] {
  const faults: string[] = []
  const keys = new Set(after.messages.map(({ phone, deviceId }) => `${phone} ${deviceId}`))
  if (after.messages.length !== before.messages.length) faults.push('1: the number of messages has changed')
  if (keys.size !== after.messages.length) faults.push('1: two messages to one phone over one device')
  let total = 0
  for (const counter of after.counters)
    for (const status of Object.keys(messageTransitions) as MessageStatus[]) {
      const of = after.messages.filter((row) => row.deviceId === counter.device_id && row.status === status)
      total += counter[status]!
      if (counter[status] !== of.length)
        faults.push(`3: the counter says ${counter[status]} ${status}, there are ${of.length}`)
    }
  if (total !== after.messages.length) faults.push(`3: the counters add up to ${total} of ${after.messages.length}`)
  const left = after.messages.filter(({ status }) => isOpen(status)).length
  if (after.campaign.status === 'completed' && left > 0) faults.push(`4: completed with ${left} messages on their way`)
  return faults
}

/** 11: what ended otherwise than sent says why. */
const silences = ({ messages }: Rows): string[] =>
  messages
    .filter(({ status, code, sentence }) => !isOpen(status) && !hasArrived(status) && !(code && sentence))
    .map(({ id, status }) => `11: ${short(id)} is ${status} and does not say why`)

function faultsOfMove(step: Step, was: MessageRow, now: MessageRow): string[] {
  const move = `${short(now.id)} ${was.status} → ${now.status} by ${step.statement}`
  const faults: string[] = []
  const holds = (rule: string, does: boolean) => {
    if (!does) faults.push(`${rule}: ${move}`)
  }
  holds('the table of states', (messageTransitions[was.status] as readonly MessageStatus[]).includes(now.status))
  const device = step.after.devices.find(({ id }) => id === now.deviceId)!
  const isLeased = device.leaseUntil !== null && device.leaseUntil > step.now

  if (now.status === 'sending') {
    const [, sender, ids, dispatches, , epochs] = step.values as [
      unknown,
      string,
      string[],
      number[],
      unknown,
      number[],
    ]
    const asked = ids.flatMap((id, n) => (id === now.id ? [{ dispatch: dispatches[n], epoch: epochs[n] }] : []))
    const { status, expiresAt } = step.after.campaign
    holds('5, a claim by who owns the device', device.owner === sender && isLeased && device.isServed)
    holds('5, a claim under the epoch', asked.some(({ epoch }) => epoch === device.epoch) && now.epoch === device.epoch)
    holds(
      '2, a claim of the newest dispatch',
      asked.some(({ dispatch }) => dispatch === now.dispatch),
    )
    holds('6, a claim of what runs', status === 'running')
    holds('8, a claim of what has not expired', expiresAt === null || expiresAt > step.now)
    holds('10, a claim for a phone that may be messaged', !step.after.suppressed.includes(now.phone))
  }
  if (step.statement === 'queue-messages') holds('5, a slot by who claimed it', was.claimedBy === step.values[1])
  if (step.statement === 'settle-messages') {
    const [ids, epochs] = step.values as [string[], number[]]
    const under = ids.flatMap((id, n) => (id === now.id ? [epochs[n]] : []))
    holds('5, a settlement under the claim’s epoch', was.epoch !== null && under.includes(was.epoch))
  }
  if (now.status === 'unconfirmed') {
    const isLost = !isLeased || device.epoch !== was.epoch || was.sendingAt! < step.now - LONGEST_SEND_MS
    holds('2, doubt where there is none', step.inDoubt.has(now.id) || (step.statement === 'repair-sending' && isLost))
  }
  return faults
}

/** What must hold when a hand-over begins. */
export function faultsOfBeginning(
  handOver: HandOver,
  world: { handOvers: readonly HandOver[]; isStopped: boolean; suppressed: ReadonlySet<string>; gapMs: number },
): string[] {
  const { messageId, deviceId, phone, at } = handOver
  const faults: string[] = []
  const before = world.handOvers.filter((one) => one.messageId === messageId)
  const word = before.find(({ said }) => said !== 'unavailable')
  if (word) faults.push(`2: ${short(messageId)} is handed over again, after ${word.said ?? 'no word'}`)
  if (world.isStopped) faults.push(`6: ${short(messageId)} begins after the campaign was stopped`)
  if (world.suppressed.has(phone)) faults.push(`10: ${short(messageId)} begins although its phone is suppressed`)
  const last = world.handOvers.filter((one) => one.deviceId === deviceId).at(-1)
  if (last !== undefined && at - last.at < world.gapMs)
    faults.push(`7: ${short(messageId)} begins ${at - last.at} ms after the one before it, not ${world.gapMs}`)
  return faults
}

/** What must hold when living workers have had their time. */
export function faultsOfEnd({ messages, campaign }: Rows, handOvers: readonly HandOver[]): string[] {
  const faults: string[] = []
  for (const { id, status } of messages) {
    const of = handOvers.filter(({ messageId }) => messageId === id)
    if (isOpen(status)) faults.push(`4, 8: ${short(id)} is ${status} for ever`)
    if (hasArrived(status) && !of.some(({ delivered }) => delivered))
      faults.push(`4: ${short(id)} is ${status}, and no phone has it`)
    if (['skipped', 'cancelled'].includes(status) && of.some(({ said }) => said !== 'unavailable'))
      faults.push(`2: ${short(id)} is ${status} although it was handed over`)
  }
  if (!['completed', 'cancelled'].includes(campaign.status))
    faults.push(`4: the campaign is ${campaign.status} for ever`)
  return faults
}

/** The last digits of an id, which is all that differs in a history. */
export const short = (id: string) => `message ${Number(id.slice(-4))}`
