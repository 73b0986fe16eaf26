import {
  idParams,
  listOf,
  removedView,
  type SuppressionView,
  successOf,
  suppressionBody,
  suppressionQuery,
  suppressionView,
} from '@siaran/contracts'
import { addSuppression, type Suppression } from '@siaran/db'
import type { ApiDeps, App } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { followStop } from '../follow-stop.js'
import { readPage } from '../page.js'
import { invalid, notFound, Problem } from '../problem.js'
import { readWorkspacePhone } from '../workspace-phone.js'

/** Phones that are never messaged, whatever is queued for them. */
export function suppressionRoutes(app: App, deps: ApiDeps): void {
  const { db } = deps

  app.post(
    '/suppressions',
    {
      config: { policy: 'operator', problems: ['suppression.exists'] },
      schema: {
        operationId: 'createSuppression',
        summary: 'Never message a phone again; what waits for it is not sent',
        body: suppressionBody,
        response: { 201: successOf(suppressionView) },
      },
    },
    async ({ caller, body }, reply) => {
      const { workspaceId } = caller
      const phone = await phoneIn(caller, body.phone)
      const added = await addSuppression(db, { workspaceId, phone, reason: body.reason })
      if (added === null) throw new Problem('suppression.exists', 'This phone is suppressed already')
      const { suppression, stopped } = added
      await audit(db.prisma, caller, 'suppression.created', suppression.id, { stoppedMessages: stopped.length })
      await followStop(deps, workspaceId, stopped)
      return reply.code(201).send({ success: true, message: 'Phone suppressed', data: asSeen(suppression) })
    },
  )

  app.get(
    '/suppressions',
    {
      config: { policy: 'viewer' },
      schema: {
        operationId: 'listSuppressions',
        summary: 'Phones that are never messaged, newest first',
        querystring: suppressionQuery,
        response: { 200: listOf(suppressionView) },
      },
    },
    async ({ caller, query }) => {
      const phone = query.phone === undefined ? undefined : await phoneIn(caller, query.phone)
      const { rows, page } = await readPage(query, ({ take, after }) =>
        db.prisma.suppression.findMany({
          where: { workspaceId: caller.workspaceId, phone, id: { lt: after } },
          orderBy: { id: 'desc' },
          take,
        }),
      )
      return { success: true as const, data: rows.map(asSeen), page }
    },
  )

  app.delete(
    '/suppressions/:id',
    {
      config: { policy: 'operator', problems: ['suppression.not_found'] },
      schema: {
        operationId: 'deleteSuppression',
        summary: 'Let a phone be messaged again',
        params: idParams,
        response: { 200: successOf(removedView) },
      },
    },
    async ({ caller, params: { id } }) => {
      const { count } = await db.prisma.suppression.deleteMany({ where: { id, workspaceId: caller.workspaceId } })
      if (count === 0) throw notFound('suppression')
      await audit(db.prisma, caller, 'suppression.deleted', id)
      return { success: true as const, message: 'The phone may be messaged again', data: { id } }
    },
  )

  async function phoneIn(caller: Caller, written: string): Promise<string> {
    const reading = await readWorkspacePhone(db, caller, written)
    if (!reading.ok) throw invalid({ path: 'phone', message: reading.reason })
    return reading.phone
  }
}

const asSeen = ({ id, phone, reason, createdAt }: Suppression): SuppressionView => ({
  id,
  phone,
  reason,
  createdAt: createdAt.toISOString(),
})
