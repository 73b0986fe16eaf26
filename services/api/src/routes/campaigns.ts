import {
  campaignBody,
  campaignPatch,
  campaignQuery,
  campaignView as campaignShape,
  idParams,
  listOf,
  removedView,
  successOf,
} from '@siaran/contracts'
import { campaignView, readCampaignFigures } from '@siaran/db'
import type { ApiDeps, App } from '../app.js'
import { createCampaign } from '../campaigns/create-campaign.js'
import { editCampaign } from '../campaigns/edit-campaign.js'
import { readCampaign } from '../campaigns/read-campaign.js'
import { removeCampaign } from '../campaigns/remove-campaign.js'
import { readPage } from '../page.js'

export function campaignRoutes(app: App, deps: ApiDeps): void {
  const { db } = deps
  const response = { 200: successOf(campaignShape) }

  app.post(
    '/campaigns',
    {
      config: {
        policy: 'operator',
        problems: ['device.not_found', 'segment.not_found', 'campaign.impossible', 'campaign.confirmation_required'],
      },
      schema: {
        operationId: 'createCampaign',
        summary: 'Create a campaign; with scheduleType "now" it starts',
        body: campaignBody,
        response: { 201: successOf(campaignShape) },
      },
    },
    async ({ caller, body, traceparent }, reply) => {
      const data = await createCampaign(deps, caller, body, traceparent)
      return reply.code(201).send({ success: true, message: 'Campaign created', data })
    },
  )

  app.get(
    '/campaigns',
    {
      config: { policy: 'viewer' },
      schema: {
        operationId: 'listCampaigns',
        summary: 'Campaigns, newest first',
        querystring: campaignQuery,
        response: { 200: listOf(campaignShape) },
      },
    },
    async ({ caller: { workspaceId }, query }) => {
      const { rows, page } = await readPage(query, ({ take, after }) =>
        db.prisma.campaign.findMany({
          where: { workspaceId, isSequence: false, status: query.status, id: { lt: after } },
          orderBy: { id: 'desc' },
          take,
        }),
      )
      const figures = await readCampaignFigures(
        db,
        rows.map(({ id }) => id),
      )
      return { success: true as const, data: rows.map((row, place) => campaignView(row, figures[place]!)), page }
    },
  )

  app.get(
    '/campaigns/:id',
    {
      config: { policy: 'viewer', problems: ['campaign.not_found'] },
      schema: {
        operationId: 'getCampaign',
        summary: 'One campaign with its counts and metrics',
        params: idParams,
        response,
      },
    },
    async ({ caller, params: { id } }) => {
      const campaign = await readCampaign(db, caller, id)
      const [figures] = await readCampaignFigures(db, [id])
      return { success: true as const, data: campaignView(campaign, figures!) }
    },
  )

  app.patch(
    '/campaigns/:id',
    {
      config: {
        policy: 'operator',
        problems: [
          'campaign.not_found',
          'device.not_found',
          'segment.not_found',
          'campaign.not_editable',
          'campaign.impossible',
          'campaign.confirmation_required',
        ],
      },
      schema: {
        operationId: 'updateCampaign',
        summary: 'Change a campaign that has not begun',
        params: idParams,
        body: campaignPatch,
        response,
      },
    },
    async ({ caller, params: { id }, body }) => {
      const data = await editCampaign(deps, caller, id, body)
      return { success: true as const, message: 'Campaign saved', data }
    },
  )

  app.delete(
    '/campaigns/:id',
    {
      config: { policy: 'operator', problems: ['campaign.not_found', 'campaign.running'] },
      schema: {
        operationId: 'deleteCampaign',
        summary: 'Delete a campaign with its messages; not while it is running',
        params: idParams,
        response: { 200: successOf(removedView) },
      },
    },
    async ({ caller, params: { id } }) => {
      await removeCampaign(deps, caller, id)
      return { success: true as const, message: 'Campaign deleted', data: { id } }
    },
  )
}
