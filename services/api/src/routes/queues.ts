import { type QueueView, queueView, successOf } from '@siaran/contracts'
import { readDevicesAtWork, readSendsOfAMinute } from '@siaran/db'
import { z } from 'zod'
import type { ApiDeps, App } from '../app.js'

/** How the work stands: the fixed queues always, and those of the caller's devices that hold work. */
export function queueRoutes(app: App, { db, produce }: ApiDeps): void {
  app.get(
    '/queues',
    {
      config: { policy: 'viewer' },
      schema: {
        operationId: 'listQueues',
        summary: 'The fixed queues, and those of devices that hold work',
        response: { 200: successOf(z.array(queueView)) },
      },
    },
    async ({ caller: { workspaceId } }) => {
      const deviceIds = await readDevicesAtWork(db, workspaceId)
      const [counts, sendsOf] = await Promise.all([produce.countQueues(deviceIds), readSendsOfAMinute(db, deviceIds)])
      const data = counts.map(
        ({ finished, ...count }): QueueView => ({ ...count, rate: finished ?? sendsOf(count.deviceId!) }),
      )
      return { success: true as const, data }
    },
  )
}
