import type { FastifyInstance } from 'fastify'
import { read } from '../request-faults.js'
import type { Gateways } from './gateways.js'
import { gatewayDevice } from './hosted.js'
import { wablasRoutes } from './wablas-routes.js'
import { whacenterRoutes } from './whacenter-routes.js'

/** Gateways in front of the same phones: who is a customer of theirs, and what customers call. */
export async function gatewayRoutes(app: FastifyInstance, gateways: Gateways): Promise<void> {
  app.put('/gateways/:device', (request) => {
    const { device } = request.params as { device: string }
    gateways.host(device, read(gatewayDevice, request.body))
    return { device }
  })

  await app.register(async (forms) => {
    forms.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(body as string))),
    )
    wablasRoutes(forms, gateways)
    whacenterRoutes(forms, gateways)
  })
}
