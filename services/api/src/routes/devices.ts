import {
  deviceBody,
  devicePatch,
  deviceQuery,
  deviceView as deviceShape,
  idParams,
  listOf,
  removedView,
  successOf,
  transportFaults,
} from '@siaran/contracts'
import type { TransportName } from '@siaran/domain'
import { createSecretBox } from '@siaran/secrets'
import { callReaders } from '@siaran/transports'
import type { z } from 'zod'
import type { ApiDeps, App } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { deviceView } from '../device-view.js'
import { newId } from '../new-id.js'
import { readPage } from '../page.js'
import { invalid, notFound } from '../problem.js'
import { readDevice } from '../read-device.js'
import { removeDevice } from '../remove-device.js'
import { randomBase62 } from '../token.js'
import { phoneOf } from '../workspace-phone.js'

/** 256 bits of chance: nobody guesses where a device's gateway calls. */
const HOOK_TOKEN_LENGTH = 43

export function deviceRoutes(app: App, deps: ApiDeps): void {
  const { db, config } = deps
  const secrets = createSecretBox(config.SIARAN_SECRET_KEY)
  const response = { 200: successOf(deviceShape) }

  app.post(
    '/devices',
    {
      config: { policy: 'admin', problems: ['device.invalid_phone'] },
      schema: {
        operationId: 'createDevice',
        summary: 'Add a device',
        body: deviceBody,
        response: { 201: successOf(deviceShape) },
      },
    },
    async ({ caller, body }, reply) => {
      const faults = transportFaults(body.transport, body, 'new device')
      if (faults.length > 0) throw invalid(...faults)
      const id = await newId(db)
      const hookToken = body.transport in callReaders ? randomBase62(HOOK_TOKEN_LENGTH) : null
      const columns = await columnsOf(caller, id, body)
      const [device] = await db.prisma.$transaction([
        db.prisma.device.create({
          data: {
            ...{ id, workspaceId: caller.workspaceId, name: body.name, transport: body.transport, hookToken },
            ...columns,
          },
        }),
        audit(db.prisma, caller, 'device.created', id, { transport: body.transport }),
      ])
      return reply.code(201).send({ success: true, message: 'Device created', data: deviceView(device, caller) })
    },
  )

  app.get(
    '/devices',
    {
      config: { policy: 'viewer' },
      schema: {
        operationId: 'listDevices',
        summary: 'Devices, newest first',
        querystring: deviceQuery,
        response: { 200: listOf(deviceShape) },
      },
    },
    async ({ caller, query }) => {
      const { workspaceId } = caller
      const { rows, page } = await readPage(query, ({ take, after }) =>
        db.prisma.device.findMany({
          where: { workspaceId, deletedAt: null, status: query.status, id: { lt: after } },
          orderBy: { id: 'desc' },
          take,
        }),
      )
      return { success: true as const, data: rows.map((device) => deviceView(device, caller)), page }
    },
  )

  app.get(
    '/devices/:id',
    {
      config: { policy: 'viewer', problems: ['device.not_found'] },
      schema: { operationId: 'getDevice', summary: 'One device and its state', params: idParams, response },
    },
    async ({ caller, params: { id } }) => ({
      success: true as const,
      data: deviceView(await readDevice(db, caller, id), caller),
    }),
  )

  app.patch(
    '/devices/:id',
    {
      config: { policy: 'admin', problems: ['device.not_found', 'device.invalid_phone'] },
      schema: {
        operationId: 'updateDevice',
        summary: 'Change a device; settings, credentials and limits are each replaced whole',
        params: idParams,
        body: devicePatch,
        response,
      },
    },
    async ({ caller, params: { id }, body }) => {
      const { transport } = await readDevice(db, caller, id)
      const faults = transportFaults(transport as TransportName, body, 'change')
      if (faults.length > 0) throw invalid(...faults)
      const columns = { name: body.name, ...(await columnsOf(caller, id, body)) }
      const where = { id, workspaceId: caller.workspaceId, deletedAt: null }
      const changed = await db.prisma.$transaction(async (tx) => {
        const [device] = await tx.device.updateManyAndReturn({ where, data: columns })
        if (device === undefined) throw notFound('device')
        await audit(tx, caller, 'device.changed', id, { fields: Object.keys(body) })
        return device
      })
      deps.produce.noticeDevice(id)
      return { success: true as const, message: 'Device saved', data: deviceView(changed, caller) }
    },
  )

  app.delete(
    '/devices/:id',
    {
      config: { policy: 'admin', problems: ['device.not_found'] },
      schema: {
        operationId: 'deleteDevice',
        summary: 'Remove a device; its messages stay accounted for',
        params: idParams,
        response: { 200: successOf(removedView) },
      },
    },
    async ({ caller, params: { id } }) => {
      await removeDevice(deps, caller, id)
      return { success: true as const, message: 'Device removed', data: { id } }
    },
  )

  /** Settings, credentials and limits are each replaced whole; what is left out stays as it is. */
  async function columnsOf(caller: Caller, id: string, body: z.output<typeof devicePatch>) {
    const { settings, credentials, limits, phone } = body
    return {
      settings,
      ...(phone !== undefined && { phone: await phoneOf(db, caller, phone, 'device.invalid_phone') }),
      ...(credentials !== undefined && { credentials: secrets.seal(credentials, id) }),
      ...(limits !== undefined && {
        messagesPerMinute: limits.messagesPerMinute ?? null,
        messagesPerHour: limits.messagesPerHour ?? null,
        messagesPerDay: limits.messagesPerDay ?? null,
        minDelayMs: inMs(limits.minDelaySeconds),
        maxDelayMs: inMs(limits.maxDelaySeconds),
      }),
    }
  }
}

const inMs = (seconds: number | undefined) => (seconds === undefined ? null : Math.round(seconds * 1_000))
