import type { Device, Prisma } from '@siaran/db'
import { type DeviceStatus, type TransportName, transportsLinkedByCode } from '@siaran/domain'
import type { ApiDeps } from './app.js'
import { type AuditAction, audit } from './audit.js'
import type { Caller } from './caller.js'
import { notFound, Problem } from './problem.js'

type WishDeps = Pick<ApiDeps, 'db' | 'produce' | 'live'>
type Wish = (deps: WishDeps, caller: Caller, deviceId: string) => Promise<Device>

/** On its way already, or there: to ask again changes nothing, least of all a QR that somebody is about to scan. */
const underWay: DeviceStatus[] = ['connecting', 'qr', 'online']

/**
 * A sender is to serve the device. What it is until then is `connecting`. With a phone (E.164) it is linked by a code, if it
 * has to be; a device that is online has not, and one whose transport knows no codes cannot be.
 */
export const connectDevice = (deps: WishDeps, caller: Caller, id: string, pairingPhone?: string): Promise<Device> =>
  change(deps, caller, id, 'device.connected', (device) => {
    if (pairingPhone !== undefined && !transportsLinkedByCode.includes(device.transport as TransportName))
      throw new Problem(
        'device.pairing_unsupported',
        `A device of ${device.transport} is not linked by a code: leave pairWithPhone out`,
      )
    const goesOn = device.wanted && underWay.includes(device.status as DeviceStatus)
    const isLinkedOtherwise =
      pairingPhone !== undefined && pairingPhone !== device.pairingPhone && device.status !== 'online'
    return {
      wanted: true,
      logoutRequested: false,
      ...((!goesOn || isLinkedOtherwise) && { ...standing('connecting'), pairingPhone: pairingPhone ?? null }),
    }
  })

/** No sender is to serve the device any more. Seen at once; its owner gives back what was queued. The phone stays linked. */
export const disconnectDevice: Wish = (deps, caller, id) =>
  change(deps, caller, id, 'device.disconnected', (device) => ({
    wanted: false,
    logoutRequested: false,
    ...(device.status !== 'logged_out' && standing('disconnected')),
  }))

/**
 * The phone is to be unlinked. A device that is served has an owner who does it and says so; one that is not, is out now: its
 * session is forgotten, and the epoch rises, so that whoever had it a moment ago saves none anew.
 */
export const logOutDevice: Wish = (deps, caller, id) =>
  change(deps, caller, id, 'device.logged_out', (device) =>
    device.wanted ? { logoutRequested: true } : { ...standing('logged_out'), leaseEpoch: { increment: 1 } },
  )

const standing = (status: DeviceStatus) => ({
  status,
  statusReason: null,
  statusAt: new Date(),
  qr: null,
  qrExpiresAt: null,
  pairingCode: null,
  pairingExpiresAt: null,
})

/** Under the row's lock, so that what is decided by its state still holds when it is written, and no claim is under way. */
async function change(
  { db, produce, live }: WishDeps,
  caller: Caller,
  id: string,
  action: AuditAction,
  decide: (device: Device) => Prisma.DeviceUpdateInput,
): Promise<Device> {
  const { workspaceId } = caller
  const { before, after } = await db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`select 1 from devices where id = ${id}::uuid and workspace_id = ${workspaceId}::uuid for update`
    const before = await tx.device.findFirst({ where: { id, workspaceId, deletedAt: null } })
    if (before === null) throw notFound('device')
    const after = await tx.device.update({ where: { id }, data: decide(before) })
    if (after.status === 'logged_out') await tx.deviceSession.deleteMany({ where: { deviceId: id } })
    await audit(tx, caller, action, id)
    return { before, after }
  })
  produce.noticeDevice(id)
  if (after.status !== before.status)
    live.publish({ workspaceId }, 'device:status', { deviceId: id, status: after.status as DeviceStatus })
  return after
}
