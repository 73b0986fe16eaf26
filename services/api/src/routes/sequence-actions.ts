import { activatedView, idParams, sequencePausedView, sequenceResumedView, successOf } from '@siaran/contracts'
import type { ApiDeps, App } from '../app.js'
import { activateSequence } from '../sequences/activate-sequence.js'
import { pauseSequence } from '../sequences/pause-sequence.js'
import { resumeSequence } from '../sequences/resume-sequence.js'

export function sequenceActionRoutes(app: App, deps: ApiDeps): void {
  const params = idParams

  app.post(
    '/sequences/:id/activate',
    {
      config: {
        policy: 'operator',
        problems: ['sequence.not_found', 'sequence.invalid_transition', 'sequence.no_steps'],
      },
      schema: {
        operationId: 'activateSequence',
        summary: 'Activate a draft: leads that come with its trigger are enrolled',
        params,
        response: { 200: successOf(activatedView) },
      },
    },
    async ({ caller, params: { id }, traceparent }) => ({
      success: true as const,
      message: 'Sequence activated successfully',
      data: await activateSequence(deps, caller, id, traceparent),
    }),
  )

  app.post(
    '/sequences/:id/pause',
    {
      config: { policy: 'operator', problems: ['sequence.not_found', 'sequence.invalid_transition'] },
      schema: {
        operationId: 'pauseSequence',
        summary: 'Pause: after this answer no send begins, and nobody is enrolled',
        params,
        response: { 200: successOf(sequencePausedView) },
      },
    },
    async ({ caller, params: { id } }) => ({
      success: true as const,
      message: 'Sequence paused successfully',
      data: await pauseSequence(deps, caller, id),
    }),
  )

  app.post(
    '/sequences/:id/resume',
    {
      config: { policy: 'operator', problems: ['sequence.not_found', 'sequence.invalid_transition'] },
      schema: {
        operationId: 'resumeSequence',
        summary: 'Go on where the pause was; what is overdue is paced',
        params,
        response: { 200: successOf(sequenceResumedView) },
      },
    },
    async ({ caller, params: { id } }) => ({
      success: true as const,
      message: 'Sequence resumed successfully',
      data: await resumeSequence(deps, caller, id),
    }),
  )
}
