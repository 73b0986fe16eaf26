import {
  cancelledView,
  duplicatedView,
  idParams,
  pausedView,
  resumedView,
  startBody,
  startedView,
  successOf,
} from '@siaran/contracts'
import type { ApiDeps, App } from '../app.js'
import { cancelCampaign } from '../campaigns/cancel-campaign.js'
import { duplicateCampaign } from '../campaigns/duplicate-campaign.js'
import { pauseCampaign } from '../campaigns/pause-campaign.js'
import { resumeCampaign } from '../campaigns/resume-campaign.js'
import { startCampaign } from '../campaigns/start-campaign.js'

export function campaignActionRoutes(app: App, deps: ApiDeps): void {
  const config = { policy: 'operator' } as const
  const params = idParams

  app.post(
    '/campaigns/:id/start',
    {
      config: {
        ...config,
        problems: [
          'campaign.not_found',
          'segment.not_found',
          'campaign.invalid_transition',
          'campaign.confirmation_required',
        ],
      },
      schema: {
        operationId: 'startCampaign',
        summary: 'Start a draft, now or at its own time',
        params,
        body: startBody.nullish(),
        response: { 200: successOf(startedView) },
      },
    },
    async ({ caller, params: { id }, body, traceparent }) => {
      const data = await startCampaign(deps, caller, id, { confirm: body?.confirm, traceparent })
      return { success: true as const, message: 'Campaign started successfully', data }
    },
  )

  app.post(
    '/campaigns/:id/pause',
    {
      config: { ...config, problems: ['campaign.not_found', 'campaign.invalid_transition'] },
      schema: {
        operationId: 'pauseCampaign',
        summary: 'Pause: after this answer no send begins',
        params,
        response: { 200: successOf(pausedView) },
      },
    },
    async ({ caller, params: { id } }) => ({
      success: true as const,
      message: 'Campaign paused successfully',
      data: await pauseCampaign(deps, caller, id),
    }),
  )

  app.post(
    '/campaigns/:id/resume',
    {
      config: { ...config, problems: ['campaign.not_found', 'campaign.invalid_transition'] },
      schema: {
        operationId: 'resumeCampaign',
        summary: 'Go on where the pause was',
        params,
        response: { 200: successOf(resumedView) },
      },
    },
    async ({ caller, params: { id } }) => ({
      success: true as const,
      message: 'Campaign resumed successfully',
      data: await resumeCampaign(deps, caller, id),
    }),
  )

  app.post(
    '/campaigns/:id/cancel',
    {
      config: { ...config, problems: ['campaign.not_found', 'campaign.invalid_transition'] },
      schema: {
        operationId: 'cancelCampaign',
        summary: 'Cancel: what has not left never will',
        params,
        response: { 200: successOf(cancelledView) },
      },
    },
    async ({ caller, params: { id } }) => ({
      success: true as const,
      message: 'Campaign cancelled successfully',
      data: await cancelCampaign(deps, caller, id),
    }),
  )

  app.post(
    '/campaigns/:id/duplicate',
    {
      config: { ...config, problems: ['campaign.not_found'] },
      schema: {
        operationId: 'duplicateCampaign',
        summary: 'Copy a campaign into a new draft',
        params,
        response: { 201: successOf(duplicatedView) },
      },
    },
    async ({ caller, params: { id } }, reply) => {
      const data = await duplicateCampaign(deps, caller, id)
      return reply.code(201).send({ success: true, message: 'Campaign duplicated successfully', data })
    },
  )
}
