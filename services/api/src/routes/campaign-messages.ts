import {
  campaignMessageQuery,
  idParams,
  listOf,
  messageView,
  previewBody,
  previewView,
  successOf,
} from '@siaran/contracts'
import { listMessages } from '@siaran/db'
import type { ApiDeps, App } from '../app.js'
import { previewCampaign } from '../campaigns/preview-campaign.js'
import { readCampaign } from '../campaigns/read-campaign.js'
import { asSeen } from '../messages/message-view.js'
import { readPage } from '../page.js'

/** What a campaign says, before and after it said it. */
export function campaignMessageRoutes(app: App, deps: ApiDeps): void {
  const { db } = deps

  app.get(
    '/campaigns/:id/messages',
    {
      config: { policy: 'viewer', problems: ['campaign.not_found'] },
      schema: {
        operationId: 'listCampaignMessages',
        summary: 'What became of every message, oldest first',
        params: idParams,
        querystring: campaignMessageQuery,
        response: { 200: listOf(messageView) },
      },
    },
    async ({ caller, params: { id: campaignId }, query }) => {
      await readCampaign(db, caller, campaignId)
      const { rows, page } = await readPage(query, (keyset) =>
        listMessages(db, { campaignId, status: query.status }, keyset),
      )
      return { success: true as const, data: rows.map(asSeen), page }
    },
  )

  app.post(
    '/campaigns/:id/preview',
    {
      config: { policy: 'viewer', problems: ['campaign.not_found', 'lead.not_found'] },
      schema: {
        operationId: 'previewCampaign',
        summary: 'What a lead would read, and which variables have no value',
        params: idParams,
        body: previewBody.nullish(),
        response: { 200: successOf(previewView) },
      },
    },
    async ({ caller, params: { id }, body }) => {
      const campaign = await readCampaign(db, caller, id)
      return { success: true as const, data: await previewCampaign(db, campaign, body?.leadId) }
    },
  )
}
