import {
  idParams,
  listOf,
  removedView,
  type SegmentFilter,
  type SegmentView,
  segmentBody,
  segmentCount,
  segmentPatch,
  segmentQuery,
  segmentView,
  successOf,
} from '@siaran/contracts'
import { countLeads, type Segment } from '@siaran/db'
import type { ApiDeps, App } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { readPage } from '../page.js'
import { notFound, Problem } from '../problem.js'
import { readSegment } from '../read-segment.js'

/**
 * Named filters over the leads of a workspace. A campaign takes the filter as it stands when the campaign starts: a later
 * edit does not mix two audiences, and a segment that something scheduled waits for is not deleted.
 */
export function segmentRoutes(app: App, deps: ApiDeps): void {
  const { db } = deps
  const response = { 200: successOf(segmentView) }

  app.post(
    '/segments',
    {
      config: { policy: 'operator', problems: ['segment.exists', 'device.not_found'] },
      schema: {
        operationId: 'createSegment',
        summary: 'Give a filter over the leads a name',
        body: segmentBody,
        response: { 201: successOf(segmentView) },
      },
    },
    async ({ caller, body }, reply) => {
      await assertDevices(caller, body.filter)
      const data = { ...body, workspaceId: caller.workspaceId }
      const segment = await onceAName(() => db.prisma.segment.create({ data }))
      await audit(db.prisma, caller, 'segment.created', segment.id)
      return reply.code(201).send({ success: true, message: 'Segment created', data: asSeen(segment) })
    },
  )

  app.get(
    '/segments',
    {
      config: { policy: 'viewer' },
      schema: {
        operationId: 'listSegments',
        summary: 'Segments, newest first',
        querystring: segmentQuery,
        response: { 200: listOf(segmentView) },
      },
    },
    async ({ caller: { workspaceId }, query }) => {
      const { rows, page } = await readPage(query, ({ take, after }) =>
        db.prisma.segment.findMany({ where: { workspaceId, id: { lt: after } }, orderBy: { id: 'desc' }, take }),
      )
      return { success: true as const, data: rows.map(asSeen), page }
    },
  )

  app.get(
    '/segments/:id',
    {
      config: { policy: 'viewer', problems: ['segment.not_found'] },
      schema: { operationId: 'getSegment', summary: 'One segment', params: idParams, response },
    },
    async ({ caller, params: { id } }) => ({ success: true as const, data: asSeen(await readSegment(db, caller, id)) }),
  )

  app.get(
    '/segments/:id/count',
    {
      config: { policy: 'viewer', problems: ['segment.not_found'] },
      schema: {
        operationId: 'countSegment',
        summary: 'How many leads a segment holds now',
        params: idParams,
        response: { 200: successOf(segmentCount) },
      },
    },
    async ({ caller, params: { id } }) => {
      const { workspaceId, filter } = await readSegment(db, caller, id)
      return { success: true as const, data: { count: await countLeads(db, workspaceId, filter as SegmentFilter) } }
    },
  )

  app.patch(
    '/segments/:id',
    {
      config: { policy: 'operator', problems: ['segment.not_found', 'segment.exists', 'device.not_found'] },
      schema: {
        operationId: 'updateSegment',
        summary: 'Change a segment; the filter is replaced whole',
        params: idParams,
        body: segmentPatch,
        response,
      },
    },
    async ({ caller, params: { id }, body }) => {
      const { workspaceId } = await readSegment(db, caller, id)
      await assertDevices(caller, body.filter ?? {})
      const [segment] = await onceAName(() =>
        db.prisma.segment.updateManyAndReturn({ where: { id, workspaceId }, data: body }),
      )
      if (segment === undefined) throw notFound('segment')
      await audit(db.prisma, caller, 'segment.changed', id, { fields: Object.keys(body) })
      return { success: true as const, message: 'Segment saved', data: asSeen(segment) }
    },
  )

  app.delete(
    '/segments/:id',
    {
      config: { policy: 'operator', problems: ['segment.not_found', 'segment.in_use'] },
      schema: {
        operationId: 'deleteSegment',
        summary: 'Delete a segment that nothing scheduled waits for',
        params: idParams,
        response: { 200: successOf(removedView) },
      },
    },
    async ({ caller, params: { id } }) => {
      const { workspaceId } = await readSegment(db, caller, id)
      await assertUnused(workspaceId, id)
      const { count } = await db.prisma.segment.deleteMany({ where: { id, workspaceId } })
      if (count === 0) throw notFound('segment')
      await audit(db.prisma, caller, 'segment.deleted', id)
      return { success: true as const, message: 'Segment deleted', data: { id } }
    },
  )

  async function assertDevices({ workspaceId }: Caller, { deviceIds = [] }: SegmentFilter): Promise<void> {
    const ids = [...new Set(deviceIds)]
    const known = await db.prisma.device.count({ where: { workspaceId, deletedAt: null, id: { in: ids } } })
    if (known < ids.length) throw notFound('device')
  }

  /** A campaign that has started holds its own copy of the filter; a draft says 404 when somebody starts it. */
  async function assertUnused(workspaceId: string, id: string): Promise<void> {
    const users = await db.prisma.campaign.findMany({
      where: {
        workspaceId,
        audienceType: 'segment',
        audienceConfig: { path: ['segmentId'], equals: id },
        startedAt: null,
        status: { in: ['scheduled', 'paused'] },
      },
      select: { id: true, name: true },
      take: 10,
    })
    if (users.length > 0)
      throw new Problem('segment.in_use', `The campaign “${users[0]!.name}” waits to be sent to this segment`, users)
  }
}

/** A name stands once in a workspace; 409 `segment.exists` when the database says so. */
async function onceAName<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write()
  } catch (err) {
    if ((err as { code?: string }).code !== 'P2002') throw err
    throw new Problem('segment.exists', 'There is a segment with that name already', undefined, { cause: err })
  }
}

const asSeen = ({ id, name, filter, createdAt, updatedAt }: Segment): SegmentView => ({
  id,
  name,
  filter: filter as SegmentFilter,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})
