import { type Database, forgetDeviceSession, loadDeviceSession, saveDeviceSession } from '@siaran/db'
import { type SecretBox, sessionRow } from '@siaran/secrets'
import type { SessionStore } from '@siaran/transports'

/** As it is stored: packed and sealed. A linked device's is some MiB; who saves more has kept something that is no session. */
export const MOST_SESSION_BYTES = 64 * 1024 * 1024

export interface KeptSessionsDeps {
  db: Database
  sender: string
  secrets: Pick<SecretBox, 'sealBytes' | 'openBytes'>
}

/**
 * The place of one device's session between its owners: in Postgres, sealed to the device, under the epoch of the lease. Whoever
 * has lost the lease is given nothing and changes nothing: each of the three rejects then.
 */
export function keptSession({ db, sender, secrets }: KeptSessionsDeps, deviceId: string, epoch: number): SessionStore {
  const holder = { sender, deviceId, epoch }
  const row = sessionRow(deviceId)

  return {
    async load() {
      const sealed = await loadDeviceSession(db, holder)
      if (sealed === undefined) throw lost()
      if (sealed === null) return null
      try {
        return secrets.openBytes(sealed, row)
      } catch (cause) {
        throw new Error(
          'The session that was kept cannot be opened: configure the key that closed it, or log the device out and link it anew',
          { cause },
        )
      }
    },
    async save(session) {
      if (session.length > MOST_SESSION_BYTES)
        throw new Error(`The session has ${session.length} bytes; more than ${MOST_SESSION_BYTES} are not kept`)
      if (!(await saveDeviceSession(db, holder, secrets.sealBytes(session, row)))) throw lost()
    },
    async forget() {
      if (!(await forgetDeviceSession(db, holder))) throw lost()
    },
  }
}

const lost = () => new Error('The device is not this sender’s any more')
