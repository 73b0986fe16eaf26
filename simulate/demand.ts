import { DEVICES_A_SEARCH, DEVICES_A_TURN, RENEW_EVERY_MS, SHARE_EVERY_MS, wantedAhead } from '@siaran/domain'
import type { Asked } from './arguments.js'
import { costOf, costs } from './costs.js'

/** One thing that there is only so much of. */
export interface Demand {
  what: string
  /** What the asked rate needs, and what there is. */
  needs: number
  has: number
  unit: string
  /** Also in the sum of another line. */
  isPart?: boolean
}

/** What each of a fleet asks for, a second. */
export const messagesASecond = ({ devices, pace, devicePace }: Asked): number =>
  (devices * Math.min(pace.messagesPerMinute, (devicePace.messagesPerHour ?? Number.POSITIVE_INFINITY) / 60)) / 60

/** Slots that a device gets at a time: it gets more when half of what it wants to have ahead is used up. */
function slotsATurn({ pace, window }: Asked): number {
  const wanted = wantedAhead(pace.messagesPerMinute, window)
  return DEVICES_A_TURN * (wanted - Math.floor(wanted / 2))
}

export const turnsASecond = (asked: Asked): number => messagesASecond(asked) / slotsATurn(asked)

export const leaseStatementsASecond = ({ senders }: Asked): number =>
  senders * (1_000 / RENEW_EVERY_MS + 2_000 / SHARE_EVERY_MS)

/**
 * By arithmetic: what the asked rate would take of everything, beside what there is. Statements of many rows: what a
 * statement costs beside its rows is left out, and is the smaller the busier the senders are.
 */
export function demandsOf(asked: Asked): Demand[] {
  const { devices, senders, transport } = asked
  const rate = messagesASecond(asked)
  const { claimMs, settleMs, dispatchMs, expandMs, ackMs } = costs
  const messageMs = claimMs + settleMs + dispatchMs + expandMs + transport.acks * ackMs
  // Its share of a search that finds as much as it may: with less to do there are fewer turns to a search, and time for it.
  const search = ((costs.statementMs + costOf(costs.searchMs, devices)) * DEVICES_A_TURN) / DEVICES_A_SEARCH
  const turn = search + costs.statementMs + DEVICES_A_TURN * costs.turnDeviceMs
  const renewals = (costOf(costs.renewMs, devices) * devices) / 1_000 / RENEW_EVERY_MS
  const standings = (senders * costOf(costs.standingMs, devices)) / SHARE_EVERY_MS
  const turns = turnsASecond(asked)
  const turnSeconds = (turn + slotsATurn(asked) * (costs.workerMs + dispatchMs) + 3 * costs.roundTripMs) / 1_000
  const inHandMs = asked.latencyMs + 3 * costs.roundTripMs + claimMs + settleMs + 2 * costs.statementMs
  const postgres = [
    { what: 'Postgres: messages, in full batches', needs: (rate * messageMs) / 1_000 },
    { what: 'Postgres: finding devices that have room', needs: (turns * turn) / 1_000 },
    { what: 'Postgres: leases', needs: renewals + standings },
  ].map((demand) => ({ ...demand, has: asked.postgresCores, unit: 'cores', isPart: true }))
  return [
    ...postgres,
    {
      what: 'Postgres, all of it',
      needs: postgres.reduce((sum, { needs }) => sum + needs, 0),
      has: asked.postgresCores,
      unit: 'cores',
    },
    { what: 'Redis', needs: (rate * costs.redisMs) / 1_000, has: asked.redisNodes, unit: 'cores' },
    { what: 'dispatchers: turns one after the other', needs: turns * turnSeconds, has: asked.workers, unit: 'workers' },
    { what: 'a sender’s core', needs: (rate * costs.senderMs) / 1_000 / senders, has: 1, unit: 'cores' },
    {
      what: 'a sender’s hand-overs at once',
      needs: (rate / senders) * (inHandMs / 1_000),
      has: asked.sendsAtOnce,
      unit: 'messages',
    },
  ]
}

/** The one of which there is too little first. */
export const firstBottleneck = (demands: readonly Demand[]): Demand =>
  demands
    .filter(({ isPart }) => !isPart)
    .reduce((first, demand) => (demand.needs / demand.has > first.needs / first.has ? demand : first))
