import type { Database } from './database.js'
import { statement } from './statement.js'

export type VacatedDevice = {
  /** Leads that stay, without a device. */
  leads: number
  /** Leads that went, because their phone stood without a device already. */
  duplicates: number
  /** Campaigns that have messages on their way on the device. */
  campaignIds: string[]
}

const vacate = statement<VacatedDevice>('vacate-device')

/** Removes a device, keeping its row and its leads. Null when there is none of that id in the workspace. */
export const vacateDevice = async (
  db: Database,
  device: { id: string; workspaceId: string },
): Promise<VacatedDevice | null> => (await vacate(db, [device.id, device.workspaceId]))[0] ?? null
