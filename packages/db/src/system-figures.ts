import { type DeviceStatus, deviceStatuses, type MessageStatus, messageStatuses } from '@siaran/domain'
import type { Database } from './database.js'
import { statement } from './statement.js'

/** How the whole system stands, over all workspaces. */
export interface SystemFigures {
  devices: Record<DeviceStatus, number>
  /** Devices that want serving and are leased to nobody. */
  devicesWithoutSender: number
  /** Campaigns that run. */
  campaigns: number
  /** Sequences that are active. */
  sequences: number
  /** Messages of the campaigns that run. */
  campaignMessages: Record<MessageStatus, number>
  /** Messages of the sequences that are active. */
  sequenceMessages: Record<MessageStatus, number>
  /** Messages in doubt, of whatever campaign. */
  unconfirmed: number
  /**
   * For how long a device that is online, served and has nothing else to do has been waiting for the slot of a message that is
   * due. 0: none waits.
   */
  oldestDueAgeSeconds: number
}

/** A workspace with more in doubt has another trouble than their number. */
const MOST_IN_DOUBT = 100_000

type Row = Omit<SystemFigures, 'devices' | 'campaignMessages' | 'sequenceMessages'> & {
  devices: Partial<SystemFigures['devices']>
  campaignMessages: Partial<SystemFigures['campaignMessages']> | null
  sequenceMessages: Partial<SystemFigures['sequenceMessages']> | null
}
const figures = statement<Row>('system-figures')

export async function readSystemFigures(db: Database): Promise<SystemFigures> {
  const row = (await figures(db, [MOST_IN_DOUBT]))[0]!
  return {
    ...row,
    devices: eachOf(deviceStatuses, row.devices),
    campaignMessages: eachOf(messageStatuses, row.campaignMessages),
    sequenceMessages: eachOf(messageStatuses, row.sequenceMessages),
  }
}

const eachOf = <Status extends string>(
  statuses: readonly Status[],
  counts: Partial<Record<Status, number>> | null,
): Record<Status, number> =>
  Object.fromEntries(statuses.map((status) => [status, counts?.[status] ?? 0])) as Record<Status, number>
