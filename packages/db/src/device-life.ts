import type { Database } from './database.js'
import { exitEnrolments } from './enrolments.js'
import { statement } from './statement.js'

export type VacatedDevice = {
  /** Leads that stay, without a device. */
  leads: number
  /** Leads that went, because their phone stood without a device already. */
  duplicates: number
  /** Campaigns that have messages on their way on the device. */
  campaignIds: string[]
}

const REMOVED = { code: 'device_removed', message: 'The device was removed' } as const

const vacate = statement<VacatedDevice>('vacate-device')
const removeSession = statement<never>('remove-device-session')

/**
 * Removes a device, keeping its row and its leads; its session goes, and the journeys that it was to speak in end. Null when there is none of
 * that id in the workspace.
 */
export const vacateDevice = (
  db: Database,
  { id, workspaceId }: { id: string; workspaceId: string },
): Promise<VacatedDevice | null> =>
  db.transaction(async (tx) => {
    const [vacated] = await vacate(tx, [id, workspaceId])
    if (vacated === undefined) return null
    // By a statement of its own, which sees what the owner saved while the first one waited for the row; from now on it saves
    // nothing more.
    await removeSession(tx, [id])
    await exitEnrolments(tx, { workspaceId, deviceId: id }, REMOVED, new Date())
    return vacated
  })
