import type { Clock } from './clock.js'
import type { Device } from './devices.js'
import type { Mailboxes } from './mailboxes.js'
import type { LastingEvent, SessionEvent } from './network-event.js'

export type ConnectAnswer =
  | { status: 'online' }
  | { status: 'disconnected'; reason: string }
  | { status: 'restricted'; reason: string }
  | { status: 'replaced'; reason: string }

/** Joins devices to their owners: one owner a device, and every lasting event to whoever owns the device. */
export interface Switchboard {
  /**
   * Connects a device under an owner, taking it from any other, whose session is `replaced`. With `resume` it is not
   * taken from another: a session that comes back after a cut must not rob the one that has followed it.
   */
  connect(device: Device, owner: string, resume: boolean): ConnectAnswer
  /** Ends the owner's session; what it has not acknowledged waits for the next one. False when it was not his. */
  disconnect(device: Device, owner: string): boolean
  /** As `disconnect`, and unlinks the device: what waited for it is gone. */
  logout(device: Device, owner: string): boolean
  /** Cuts the session, until `restore`. */
  drop(device: Device): void
  /** Lets a dropped or restricted device connect again, and tells its owner so. */
  restore(device: Device): void
  /** Bans the device, until `restore`. */
  restrict(device: Device): void
  /** Tells the owner, now if the session is up, otherwise when it is up again. */
  tell(device: Device, event: LastingEvent): void
}

export function createSwitchboard(mailboxes: Mailboxes, clock: Clock): Switchboard {
  const tellOwner = (owner: string | null, device: Device, type: SessionEvent['type']) => {
    if (owner !== null) mailboxes.append(owner, device.id, { type, at: new Date(clock.now()).toISOString() })
  }

  const release = (device: Device) => {
    if (device.owner !== null) device.waiting.unshift(...mailboxes.take(device.owner, device.id))
    device.owner = null
    device.online = false
  }

  return {
    connect(device, owner, resume) {
      const former = device.owner
      if (former !== null && former !== owner) {
        if (resume) return { status: 'replaced', reason: 'connected elsewhere' }
        release(device)
        tellOwner(former, device, 'replaced')
      }
      device.owner = owner
      if (device.restricted) return { status: 'restricted', reason: 'restricted: sent too fast' }
      if (device.dropped) return { status: 'disconnected', reason: 'dropped' }
      device.loggedOut = false
      device.online = true
      for (const event of device.waiting) mailboxes.append(owner, device.id, event)
      device.waiting = []
      return { status: 'online' }
    },

    disconnect(device, owner) {
      if (device.owner !== owner) return false
      release(device)
      return true
    },

    logout(device, owner) {
      if (device.owner !== null && device.owner !== owner) return false
      release(device)
      device.waiting = []
      device.loggedOut = true
      return true
    },

    drop(device) {
      device.dropped = true
      device.online = false
      tellOwner(device.owner, device, 'dropped')
    },

    restore(device) {
      device.dropped = false
      device.restricted = false
      device.sends.clear()
      tellOwner(device.owner, device, 'restored')
    },

    restrict(device) {
      device.restricted = true
      device.online = false
      tellOwner(device.owner, device, 'restricted')
    },

    tell(device, event) {
      if (device.online && device.owner !== null) mailboxes.append(device.owner, device.id, event)
      else if (!device.loggedOut) device.waiting.push(event)
    },
  }
}
