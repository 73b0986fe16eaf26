import { groupBy } from '@siaran/domain'
import type { LedgerEntry } from '@siaran/phone-network'
import type { Silence } from './faults/people.js'
import type { StartedCampaign } from './load.js'
import { CAMPAIGN_A_MINUTE, DEVICE_A_MINUTE } from './load.js'
import { whereabouts } from './whereabouts.js'
import type { World } from './world.js'

interface Row {
  id: string
  campaign_id: string
  device_id: string
  recipient_phone: string
  status: string
  error_code: string | null
}

interface Counter {
  campaign_id: string
  status: string
  n: number
}

/** What the ledger and the rows say together. Each sentence in `broken` is a promise that was not kept. */
export interface Verdict {
  messages: number
  sentOnce: number
  sentTwice: number
  lost: number
  byStatus: Record<string, number>
  /** Unconfirmed messages by their code. */
  unconfirmed: Record<string, number>
  silences: { kept: number; all: number }
  broken: string[]
}

const FINAL = new Set(['sent', 'delivered', 'read', 'failed', 'skipped', 'cancelled', 'unconfirmed'])
const RECEIVED = new Set(['sent', 'delivered', 'read'])

/**
 * Judges a run that has come to its end, by the phone network's ledger. `doubt` is how many may be in doubt, by device; `blurred`
 * says that the network withheld answers. */
export async function judge(
  world: World,
  ledger: readonly LedgerEntry[],
  campaigns: readonly StartedCampaign[],
  silences: readonly Silence[],
  doubt: ReadonlyMap<string, number>,
  blurred: boolean,
): Promise<Verdict> {
  const { db, api } = world
  const { rows, counters } = await readAll(db, campaigns)
  const broken: string[] = []
  // By what a person sees, phone and text, and not by an id that Siaran gave.
  const received = countBy(ledger, ({ to, text }) => `${to} ${text}`)
  const sentTwice = [...received.values()].filter((times) => times > 1).length
  if (sentTwice > 0) broken.push(`${sentTwice} messages were received twice`)

  const atPhone = new Set(ledger.map(({ id }) => id))
  const lost = rows.filter(({ id, status }) => !FINAL.has(status) || (RECEIVED.has(status) && !atPhone.has(id)))
  if (lost.length > 0) {
    broken.push(`${lost.length} messages are lost: ${samples(lost)}`)
    broken.push(...(await whereabouts(world, idsOf(lost))))
  }
  const denied = rows.filter(({ id, status }) => ['failed', 'skipped', 'cancelled'].includes(status) && atPhone.has(id))
  if (denied.length > 0) broken.push(`${denied.length} messages were received, and are said not to: ${samples(denied)}`)

  await judgeSums(db, campaigns, rows, counters, broken)
  await judgeReceipts(api, campaigns, broken)
  judgeDoubt(rows, doubt, broken)
  const unanswered = rows.filter(({ status, error_code }) => status === 'unconfirmed' && error_code !== 'sender_lost')
  if (unanswered.length > 0 && !blurred)
    broken.push(`${unanswered.length} messages are in doubt although the network answered: ${samples(unanswered)}`)
  const campaignOf = new Map(rows.map(({ id, campaign_id }) => [id, campaign_id]))
  judgeRates(ledger, campaignOf, broken)
  const ofCampaigns = groupBy(ledger, ({ id }) => campaignOf.get(id))
  const kept = silences.filter((silence) => isKept(silence, ofCampaigns.get(silence.campaignId) ?? []))
  if (kept.length < silences.length) broken.push(`${silences.length - kept.length} pauses were not kept`)

  return {
    messages: rows.length,
    sentOnce: [...received.values()].filter((times) => times === 1).length,
    sentTwice,
    lost: lost.length,
    byStatus: Object.fromEntries(countBy(rows, ({ status }) => status)),
    unconfirmed: Object.fromEntries(
      countBy(
        rows.filter(({ status }) => status === 'unconfirmed'),
        ({ error_code }) => error_code ?? 'without a reason',
      ),
    ),
    silences: { kept: kept.length, all: silences.length },
    broken,
  }
}

/** Rows and counters of one moment: acks still come in. */
async function readAll(db: World['db'], campaigns: readonly StartedCampaign[]) {
  const ids = campaigns.map(({ id }) => id)
  const client = await db.pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const { rows } = await client.query<Row>(
      `select id, campaign_id, device_id, recipient_phone, status, error_code from messages
       where campaign_id = any($1::uuid[])`,
      [ids],
    )
    const { rows: counters } = await client.query<Counter>(
      `select campaign_id, status, sum(n)::int as n
       from campaign_devices k cross join lateral (values ('pending', pending), ('processing', processing),
         ('queued', queued), ('sending', sending), ('sent', sent), ('delivered', delivered), ('read', read),
         ('failed', failed), ('skipped', skipped), ('cancelled', cancelled), ('unconfirmed', unconfirmed)) c (status, n)
       where n <> 0 and campaign_id = any($1::uuid[]) group by campaign_id, status`,
      [ids],
    )
    await client.query('commit')
    return { rows, counters }
  } finally {
    client.release()
  }
}

/** The audience as it was given, the rows, and the counters. */
async function judgeSums(
  db: World['db'],
  campaigns: readonly StartedCampaign[],
  rows: readonly Row[],
  counters: readonly Counter[],
  broken: string[],
) {
  const key = (campaign: string, status: string) => `${campaign} ${status}`
  const counted = countBy(rows, ({ campaign_id, status }) => key(campaign_id, status))
  const madeOf = countBy(rows, ({ campaign_id }) => campaign_id)
  const saidOf = groupBy(counters, ({ campaign_id }) => campaign_id)
  for (const { id, audience } of campaigns) {
    const made = madeOf.get(id) ?? 0
    if (made !== audience) broken.push(`campaign ${id} has ${made} messages for an audience of ${audience}`)
    const said = saidOf.get(id) ?? []
    const sum = said.reduce((total, { n }) => total + n, 0)
    if (sum !== made) broken.push(`the counters of campaign ${id} add up to ${sum} instead of ${made}`)
    for (const { status, n } of said)
      if (n !== (counted.get(key(id, status)) ?? 0)) broken.push(`campaign ${id} counts ${n} ${status} and has others`)
  }
  const { rows: unfinished } = await db.pool.query<{ id: string; status: string }>(
    "select id, status from campaigns where id = any($1::uuid[]) and status <> 'completed'",
    [campaigns.map(({ id }) => id)],
  )
  for (const { id, status } of unfinished) broken.push(`campaign ${id} is ${status} and not completed`)
}

/** What an operator shows: by the ledger of transitions, which no service can change. */
async function judgeReceipts(api: World['api'], campaigns: readonly StartedCampaign[], broken: string[]) {
  for (const { id } of campaigns) {
    const { data } = await api.insist<{ sum: { addsUp: boolean; checks: object } }>(
      'GET',
      `/campaigns/${id}/receipt?limit=1`,
    )
    if (!data.sum.addsUp)
      broken.push(`the receipt of campaign ${id} does not add up: ${JSON.stringify(data.sum.checks)}`)
  }
}

/** Doubt is for what was in flight when its sender was killed or frozen: one a device each time. */
function judgeDoubt(rows: Row[], doubt: ReadonlyMap<string, number>, broken: string[]) {
  const lostSender = rows.filter(({ status, error_code }) => status === 'unconfirmed' && error_code === 'sender_lost')
  for (const [device, n] of countBy(lostSender, ({ device_id }) => device_id)) {
    const allowed = doubt.get(device) ?? 0
    if (n > allowed) broken.push(`device ${device} has ${n} messages in doubt after ${allowed} kills of its sender`)
  }
}

/**
 * Over any window: from the i-th to the j-th hand-over of a line at least (j - i) gaps have passed, but for the jitter. In
 * one pass: the latest that a hand-over has ever been, measured against an even line, less how late this one is.
 */
export function worstBurstMs(instants: readonly number[], gapMs: number): number {
  let latest = Number.NEGATIVE_INFINITY
  let worst = 0
  instants.forEach((at, n) => {
    const ahead = at - n * gapMs
    latest = Math.max(latest, ahead)
    worst = Math.max(worst, latest - ahead)
  })
  return worst
}

/** A hand-over reaches the network later than it begins, by what two busy cores make of it. */
const JITTER_MS = 150

function judgeRates(ledger: readonly LedgerEntry[], campaignOf: ReadonlyMap<string, string>, broken: string[]) {
  const lines = new Map<string, { gapMs: number; at: number[] }>()
  const add = (line: string, aMinute: number, at: number) => {
    const known = lines.get(line) ?? { gapMs: 60_000 / aMinute, at: [] }
    lines.set(line, known)
    known.at.push(at)
  }
  for (const { id, device, handedAt } of ledger) {
    add(`device ${device}`, DEVICE_A_MINUTE, Date.parse(handedAt))
    const campaign = campaignOf.get(id)
    if (campaign !== undefined) add(`campaign ${campaign} on device ${device}`, CAMPAIGN_A_MINUTE, Date.parse(handedAt))
  }
  for (const [line, { gapMs, at }] of lines) {
    const burst = worstBurstMs(
      at.sort((a, b) => a - b),
      gapMs,
    )
    if (burst > JITTER_MS) broken.push(`${line} was ${Math.round(burst)} ms ahead of its rate`)
  }
}

const isKept = ({ from, until }: Silence, ofCampaign: readonly LedgerEntry[]): boolean =>
  !ofCampaign.some(({ handedAt }) => Date.parse(handedAt) > from && Date.parse(handedAt) < until)

const idsOf = (rows: readonly Row[]) => rows.slice(0, 10).map(({ id }) => id)

const samples = (rows: readonly Row[]) =>
  rows
    .slice(0, 3)
    .map(({ id, status, error_code }) => `${id} (${status}${error_code ? `, ${error_code}` : ''})`)
    .join(', ')

const countBy = <Thing>(things: readonly Thing[], key: (thing: Thing) => string): Map<string, number> =>
  new Map([...groupBy(things, key)].map(([name, group]) => [name, group.length]))
