import type { Chance } from '../chance.js'
import type { Witness } from '../witness.js'
import type { World } from '../world.js'

/** What a fault may lay hands on. */
export interface Stage {
  readonly world: World
  readonly witness: Witness
  readonly deviceIds: readonly string[]
  readonly chance: Chance
}

/** What a fault did. */
export interface Harm {
  /** The devices that it kept from sending. */
  devices: readonly string[]
  /** From when on they can be expected to send again, in epoch milliseconds: a recovery is counted from here. */
  since: number
  /** Devices of which one message may be in doubt for it. */
  doubt?: readonly string[]
  /** What was wrong at once, as sentences for people. */
  faults?: readonly string[]
}

export interface Fault {
  /** As it is asked for and shown: `kill-sender`. */
  readonly name: string
  /** Bar for the time until each of its devices sends again, in milliseconds. */
  readonly recoversWithinMs?: number
  /** It takes too long to be among those that strike by chance: it does when it is named. */
  readonly isOnRequest?: boolean
  /** Of the network: hand-overs may have no answer, and are in doubt by their sender's own word. */
  readonly blursAnswers?: boolean
  /** Does the harm, and undoes what has to be undone. Null when there was nothing to harm at this moment. */
  strike(stage: Stage): Promise<Harm | null>
}

/** The devices that a sender owns now. */
export async function devicesOf({ db }: World, sender: string): Promise<string[]> {
  const number = sender.match(/\d+$/)![0]
  const { rows } = await db.pool.query<{ id: string }>(
    'select id from devices where lease_owner like $1 and lease_until > now()',
    [`sender-${number}-%`],
  )
  return rows.map(({ id }) => id)
}

/** The sender that owns a device now, as an actor's name; null when nobody does. */
async function senderOf({ db }: World, deviceId: string): Promise<string | null> {
  const { rows } = await db.pool.query<{ lease_owner: string }>(
    'select lease_owner from devices where id = $1 and lease_until > now()',
    [deviceId],
  )
  const number = rows[0]?.lease_owner.match(/^sender-(\d+)-/)?.[1]
  return number === undefined ? null : `device-sender-${number}`
}

/** Later than a lease (8 s): its devices have gone to others by then. */
const BACK_AFTER_MS = 12_000

/** Kills a sender. Its devices wait until others have them, and what each was in the middle of may be in doubt. */
export async function killSender(world: World, name: string): Promise<Harm> {
  const devices = await devicesOf(world, name)
  const since = Date.now()
  await world.actor(name).end('SIGKILL', BACK_AFTER_MS)
  return { devices, since, doubt: devices }
}

/** The same of whoever owns a device now; null when nobody does. */
export async function killOwner(world: World, deviceId: string): Promise<Harm | null> {
  const name = await senderOf(world, deviceId)
  return name === null ? null : killSender(world, name)
}
