import {
  connectBody,
  deviceView as deviceShape,
  idParams,
  pairingCodeView,
  qrQuery,
  qrView,
  successOf,
} from '@siaran/contracts'
import type { Device } from '@siaran/db'
import { toBuffer } from 'qrcode'
import { z } from 'zod'
import type { ApiDeps, App } from '../app.js'
import { deviceView } from '../device-view.js'
import { connectDevice, disconnectDevice, logOutDevice } from '../device-wishes.js'
import { Problem } from '../problem.js'
import { readDevice } from '../read-device.js'
import { phoneOf } from '../workspace-phone.js'

export function deviceConnectionRoutes(app: App, deps: ApiDeps): void {
  const params = idParams
  const response = { 200: successOf(deviceShape) }
  const wishes = {
    disconnect: {
      wish: disconnectDevice,
      operationId: 'disconnectDevice',
      summary: 'Disconnect; what waits for the device goes on waiting',
      message: 'The device is disconnected',
    },
    logout: {
      wish: logOutDevice,
      operationId: 'logOutDevice',
      summary: 'Unlink the phone; the next connect needs a new QR code or pairing code',
      message: 'The device is being logged out',
    },
  }

  app.post(
    '/devices/:id/connect',
    {
      config: {
        policy: 'admin',
        problems: ['device.not_found', 'device.invalid_phone', 'device.pairing_unsupported'],
      },
      schema: {
        operationId: 'connectDevice',
        summary: 'Connect: from now on a sender serves the device',
        params,
        body: connectBody.nullish(),
        response,
      },
    },
    async ({ caller, params: { id }, body }) => {
      const written = body?.pairWithPhone
      const phone =
        written === undefined
          ? undefined
          : await phoneOf(deps.db, caller, written, 'device.invalid_phone', 'pairWithPhone')
      const device = await connectDevice(deps, caller, id, phone)
      return {
        success: true as const,
        message: 'The device is being connected',
        data: deviceView(device, caller),
      }
    },
  )

  for (const [name, { wish, message, ...told }] of Object.entries(wishes))
    app.post(
      `/devices/:id/${name}`,
      { config: { policy: 'admin', problems: ['device.not_found'] }, schema: { ...told, params, response } },
      async ({ caller, params: { id } }) => ({
        success: true as const,
        message,
        data: deviceView(await wish(deps, caller, id), caller),
      }),
    )

  app.get(
    '/devices/:id/qr',
    {
      // A QR links a phone to this device: not for those who only read.
      config: { policy: 'admin', problems: ['device.not_found', 'device.no_qr'] },
      schema: {
        operationId: 'getDeviceQr',
        summary: 'The QR code to link the phone with',
        params: idParams,
        querystring: qrQuery,
        response: {
          200: {
            description: 'As data, or as a picture with ?format=png',
            content: {
              'application/json': { schema: successOf(qrView) },
              'image/png': {
                schema: z.instanceof(Buffer).meta({ type: 'string', format: 'binary', examples: ['\u0089PNG…'] }),
              },
            },
          },
        },
      },
    },
    async ({ caller, params: { id }, query: { format } }, reply) => {
      const { qr, expiresAt } = scannable(await readDevice(deps.db, caller, id))
      reply.header('cache-control', 'no-store')
      if (format === 'png') return reply.type('image/png').send(await toBuffer(qr, { width: 320 }))
      return reply.send({ success: true, data: { qr, expiresAt: expiresAt.toISOString() } })
    },
  )

  app.get(
    '/devices/:id/code',
    {
      // As a QR.
      config: { policy: 'admin', problems: ['device.not_found', 'device.no_code'] },
      schema: {
        operationId: 'getDevicePairingCode',
        summary: 'The code to link the phone with, of a device that was connected with pairWithPhone',
        params: idParams,
        response: { 200: successOf(pairingCodeView) },
      },
    },
    async ({ caller, params: { id } }, reply) => {
      const data = enterable(await readDevice(deps.db, caller, id))
      reply.header('cache-control', 'no-store')
      return { success: true as const, data }
    },
  )
}

function scannable(device: Device): { qr: string; expiresAt: Date } {
  const { status, qr, qrExpiresAt, pairingCode } = device
  if (status === 'qr' && qr !== null && qrExpiresAt !== null && qrExpiresAt.getTime() > Date.now())
    return { qr, expiresAt: qrExpiresAt }
  if (status === 'qr' && pairingCode !== null)
    throw new Problem('device.no_qr', 'The device is being linked by a code: there is nothing to scan')
  throw new Problem('device.no_qr', absence(device, 'QR code', 'scan'))
}

function enterable(device: Device): { code: string; phone: string; expiresAt: string } {
  const { status, pairingPhone: phone, pairingCode: code, pairingExpiresAt } = device
  if (status === 'qr' && phone !== null && code !== null && pairingExpiresAt!.getTime() > Date.now())
    return { code, phone, expiresAt: pairingExpiresAt!.toISOString() }
  if (phone === null)
    throw new Problem('device.no_code', 'The device is not being linked by a code; connect it with pairWithPhone')
  throw new Problem('device.no_code', absence(device, 'code', 'enter'))
}

/** Why the device shows nothing to link it by. */
function absence({ status, statusReason }: Device, what: string, act: string): string {
  if (status === 'online') return `The device is online: there is nothing to ${act}`
  if (status === 'connecting') return `There is no ${what} yet; ask again in a moment`
  if (status === 'qr') return `The ${what} has expired; the next one comes in a moment`
  return `There is no ${what} to ${act}${statusReason === null ? '; connect the device first' : `: ${statusReason}`}`
}
