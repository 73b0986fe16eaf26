import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { newMessageId } from '../phone-life.js'
import { PORTAL, phoneOf, sendBody } from './gateway-answers.js'
import type { Gateways, TakenAnswer } from './gateways.js'

const sent = z.object({
  device_id: z.string(),
  number: z.string().regex(/^[1-9]\d{6,14}$/),
  message: z.string().default(''),
  file: z.url().optional(),
})

/** The part of the Whacenter API that customers send with. What it says of a failure stands in one of four fields. */
export function whacenterRoutes(app: FastifyInstance, gateways: Gateways): void {
  // Not async: an answer that never comes leaves the request open until the caller gives up.
  app.post('/whacenter/api/send', (request, reply): void => {
    const hosted = gateways.find('whacenter', (request.body as { device_id?: string } | null)?.device_id ?? '')
    if (hosted === null) return void reply.send({ status: false, msg: 'device_id not found' })
    const parsed = sent.safeParse(request.body)
    if (!parsed.success) return void reply.send({ status: false, message: 'number or message is invalid' })
    const { number, message: text, file } = parsed.data
    const type = file === undefined ? 'text' : /\.(png|jpe?g|webp|gif)(\?|$)/i.test(file) ? 'image' : 'document'
    const outgoing = { id: newMessageId(), to: phoneOf(number), type, text, mediaUrl: file ?? null } as const
    gateways.take(hosted, outgoing, (answer) => sendBody(reply, bodyOf(answer)))
  })

  app.get('/whacenter/api/statusDevice', (request, reply) => {
    const hosted = gateways.find('whacenter', (request.query as { device_id?: string }).device_id ?? '')
    if (hosted === null) return reply.send({ status: false, msg: 'device_id not found' })
    return reply.send({ status: true, data: { status: hosted.device.online ? 'CONNECTED' : 'NOT CONNECTED' } })
  })
}

function bodyOf(answer: TakenAnswer): object | typeof PORTAL {
  switch (answer.status) {
    case 'accepted':
    case 'taken':
      return { status: true, message: 'Message queued' }
    case 'garbled':
      return PORTAL
    case 'no quota':
      return { status: false, reason: 'quota exceeded' }
    case 'unavailable':
      return answer.scope === 'device'
        ? { success: false, error: 'Device not connected' }
        : { status: false, message: 'Too many requests, try again later' }
    case 'refused':
      return { status: false, message: answer.reason }
  }
}
