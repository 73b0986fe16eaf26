import { deviceView as deviceShape, idParams, qrQuery, qrView, successOf } from '@siaran/contracts'
import type { Device } from '@siaran/db'
import type { DeviceStatus } from '@siaran/domain'
import { toBuffer } from 'qrcode'
import { z } from 'zod'
import type { ApiDeps, App } from '../app.js'
import { deviceView } from '../device-view.js'
import { connectDevice, disconnectDevice, logOutDevice } from '../device-wishes.js'
import { Problem } from '../problem.js'
import { readDevice } from '../read-device.js'

export function deviceConnectionRoutes(app: App, deps: ApiDeps): void {
  const params = idParams
  const response = { 200: successOf(deviceShape) }
  const wishes = {
    connect: {
      wish: connectDevice,
      operationId: 'connectDevice',
      summary: 'Connect: from now on a sender serves the device',
      message: 'The device is being connected',
    },
    disconnect: {
      wish: disconnectDevice,
      operationId: 'disconnectDevice',
      summary: 'Disconnect; what waits for the device goes on waiting',
      message: 'The device is disconnected',
    },
    logout: {
      wish: logOutDevice,
      operationId: 'logOutDevice',
      summary: 'Unlink the phone; the next connect needs a new QR code',
      message: 'The device is being logged out',
    },
  }

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
}

function scannable({ status, qr, qrExpiresAt }: Device): { qr: string; expiresAt: Date } {
  if (status === 'qr' && qr !== null && qrExpiresAt !== null && qrExpiresAt.getTime() > Date.now())
    return { qr, expiresAt: qrExpiresAt }
  throw new Problem(
    'device.no_qr',
    noQr[status as DeviceStatus] ?? 'There is no QR code to scan; connect the device first',
  )
}

const noQr: Partial<Record<DeviceStatus, string>> = {
  online: 'The device is online: there is nothing to scan',
  connecting: 'There is no QR code yet; ask again in a moment',
  qr: 'The QR code has expired; the next one comes in a moment',
}
