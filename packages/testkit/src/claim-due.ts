import { claimDueMessages, type Database, findDevicesWithRoom } from '@siaran/db'

/** One turn of a dispatcher: claims what is due for those that a search has found. */
export const claimDue = async (
  db: Database,
  options: { worker: string; window: number; devices: number; secondsAhead: number },
): ReturnType<typeof claimDueMessages> => claimDueMessages(db, await findDevicesWithRoom(db, options), options)
