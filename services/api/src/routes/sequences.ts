import {
  idParams,
  listOf,
  sequenceBody,
  sequenceEdited,
  sequencePatch,
  sequenceQuery,
  sequenceRemovedView,
  sequenceView,
  successOf,
  sequenceSummary as summaryShape,
} from '@siaran/contracts'
import { readCampaignFigures, readSequenceView, sequenceSummary } from '@siaran/db'
import { campaignStatusOf } from '@siaran/domain'
import type { ApiDeps, App } from '../app.js'
import { readPage } from '../page.js'
import { createSequence } from '../sequences/create-sequence.js'
import { editSequence } from '../sequences/edit-sequence.js'
import { readSequence } from '../sequences/read-sequence.js'
import { removeSequence } from '../sequences/remove-sequence.js'

export function sequenceRoutes(app: App, deps: ApiDeps): void {
  const { db } = deps

  app.post(
    '/sequences',
    {
      config: { policy: 'operator', problems: ['sequence.circle', 'sequence.no_steps', 'sequence.impossible'] },
      schema: {
        operationId: 'createSequence',
        summary: 'Create a sequence, as a draft or active at once',
        body: sequenceBody,
        response: { 201: successOf(sequenceView) },
      },
    },
    async ({ caller, body, traceparent }, reply) => {
      const data = await createSequence(deps, caller, body, traceparent)
      return reply.code(201).send({ success: true, message: 'Sequence created', data })
    },
  )

  app.get(
    '/sequences',
    {
      config: { policy: 'viewer' },
      schema: {
        operationId: 'listSequences',
        summary: 'Sequences, newest first, without their steps',
        querystring: sequenceQuery,
        response: { 200: listOf(summaryShape) },
      },
    },
    async ({ caller: { workspaceId }, query }) => {
      const status = query.status && campaignStatusOf[query.status]
      const { rows, page } = await readPage(query, ({ take, after }) =>
        db.prisma.campaign.findMany({
          where: { workspaceId, isSequence: true, status, id: { lt: after } },
          orderBy: { id: 'desc' },
          take,
          include: { sequence: true },
        }),
      )
      const figures = await readCampaignFigures(
        db,
        rows.map(({ id }) => id),
      )
      // Prisma reads the two halves one after the other: one without the second has just been deleted.
      const data = rows.flatMap(({ sequence, ...row }, place) =>
        sequence === null ? [] : sequenceSummary({ ...row, sequence }, figures[place]!),
      )
      return { success: true as const, data, page }
    },
  )

  app.get(
    '/sequences/:id',
    {
      config: { policy: 'viewer', problems: ['sequence.not_found'] },
      schema: {
        operationId: 'getSequence',
        summary: 'One sequence: how far each step came, and its journeys by state',
        params: idParams,
        response: { 200: successOf(sequenceView) },
      },
    },
    async ({ caller, params: { id } }) => ({
      success: true as const,
      data: await readSequenceView(db, await readSequence(db, caller, id)),
    }),
  )

  app.patch(
    '/sequences/:id',
    {
      config: {
        policy: 'operator',
        problems: [
          'sequence.not_found',
          'sequence.not_editable',
          'sequence.circle',
          'sequence.no_steps',
          'sequence.impossible',
        ],
      },
      schema: {
        operationId: 'updateSequence',
        summary: 'Change a sequence; journeys that are under way follow, and it says how many messages that touched',
        params: idParams,
        body: sequencePatch,
        response: { 200: successOf(sequenceEdited) },
      },
    },
    async ({ caller, params: { id }, body }) => ({
      success: true as const,
      message: 'Sequence saved',
      data: await editSequence(deps, caller, id, body),
    }),
  )

  app.delete(
    '/sequences/:id',
    {
      config: { policy: 'operator', problems: ['sequence.not_found', 'sequence.invalid_transition'] },
      schema: {
        operationId: 'deleteSequence',
        summary: 'Delete a draft; archive any other: after this answer no send begins, and its journeys end',
        params: idParams,
        response: { 200: successOf(sequenceRemovedView) },
      },
    },
    async ({ caller, params: { id } }) => {
      const data = await removeSequence(deps, caller, id)
      return { success: true as const, message: `Sequence ${data.status}`, data }
    },
  )
}
