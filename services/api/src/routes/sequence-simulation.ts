import { idParams, simulationBody, simulationView, successOf } from '@siaran/contracts'
import type { ApiDeps, App } from '../app.js'
import { simulateSequence } from '../sequences/simulate-sequence.js'

export function sequenceSimulationRoutes(app: App, { db }: ApiDeps): void {
  app.post(
    '/sequences/:id/simulate',
    {
      config: {
        policy: 'viewer',
        problems: ['sequence.not_found', 'lead.not_found', 'sequence.no_steps', 'sequence.no_device'],
      },
      schema: {
        operationId: 'simulateSequence',
        summary: 'What would be sent to whom, and when, on a virtual clock; writes nothing',
        params: idParams,
        body: simulationBody,
        response: { 200: successOf(simulationView) },
      },
    },
    async ({ caller, params: { id }, body }) => ({
      success: true as const,
      data: await simulateSequence(db, caller, id, body),
    }),
  )
}
