import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { phone, read } from '../request-faults.js'
import type { ChatStates } from './chat-states.js'
import type { Linking } from './linking.js'
import type { WhatsAppWebServer } from './web-server.js'

const scan = z.strictObject({ qr: z.string().min(1), phone })
const code = z.strictObject({ code: z.string().min(1), phone })

/** What a person does with his phone: he scans, he enters a code, he takes a linked device out; and what he is shown on it. */
export function whatsAppWebRoutes(
  app: FastifyInstance,
  { linking, chatStates, web }: { linking: Linking; chatStates: ChatStates; web: WhatsAppWebServer },
): void {
  app.post('/whatsapp-web/scan', (request, reply) => {
    const { qr, phone } = read(scan, request.body)
    const status = linking.scan(qr, phone)
    return status === null ? reply.code(409).send({ message: 'No page shows this QR now' }) : { status }
  })

  app.post('/whatsapp-web/code', (request, reply) => {
    const { code: entered, phone } = read(code, request.body)
    const status = linking.enterCode(entered, phone)
    return status === null
      ? reply.code(409).send({ message: 'No page shows this code for this phone now' })
      : { status }
  })

  app.post('/whatsapp-web/:phone/unlink', (request) => {
    const { phone: unlinked } = read(z.strictObject({ phone }), request.params)
    web.unlink(unlinked)
    return { status: 'unlinked' }
  })

  app.get('/whatsapp-web/:phone/chat-states', (request) => {
    const { phone: device } = read(z.strictObject({ phone }), request.params)
    return { chatStates: chatStates.of(device) }
  })
}
