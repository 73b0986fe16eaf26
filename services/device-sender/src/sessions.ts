import { isDeepStrictEqual } from 'node:util'
import type { OwnedDevice } from '@siaran/db'
import type { SecretBox } from '@siaran/secrets'
import type { DeviceEvents, DeviceSession, Transport } from '@siaran/transports'
import type { Logger } from 'pino'
import type { ServedDevice } from './served-device.js'

export interface SessionsDeps {
  transports: ReadonlyMap<string, Transport>
  secrets: Pick<SecretBox, 'open'>
  hear: (device: ServedDevice) => DeviceEvents
  log: Logger
}

const SEALED =
  "The device's credentials cannot be opened with the keys that are configured: enter them again, then connect"

/** Opens sessions with what devices have sealed in their rows, which is in clear for the session alone. */
export function createSessions({ transports, secrets, hear, log }: SessionsDeps) {
  /** Null when they cannot be opened, which is logged. */
  const credentialsOf = ({ id, credentials }: OwnedDevice): Record<string, unknown> | null => {
    try {
      return credentials === null ? {} : (secrets.open(credentials, id) as Record<string, unknown>)
    } catch (err) {
      log.error({ err, deviceId: id }, 'the credentials of a device could not be opened')
      return null
    }
  }

  return {
    /** Null, and the device has failed, when its credentials cannot be opened. */
    async open(device: ServedDevice): Promise<DeviceSession | null> {
      const { id, transport, settings, pairingPhone } = device.row
      const events = hear(device)
      const credentials = credentialsOf(device.row)
      if (credentials === null) {
        events.status('failed', SEALED)
        return null
      }
      const pairing = pairingPhone === null ? {} : { pairWithPhone: pairingPhone }
      return transports.get(transport)!.open({ id, settings, credentials, ...pairing }, events)
    },

    /** Whether a session would be opened with something else now. Sealed anew with another key, credentials are still the same. */
    opensOtherwise: (before: OwnedDevice, now: OwnedDevice): boolean =>
      !isDeepStrictEqual(before.settings, now.settings) ||
      (!isDeepStrictEqual(before.credentials, now.credentials) &&
        !isDeepStrictEqual(credentialsOf(before), credentialsOf(now))),
  }
}
