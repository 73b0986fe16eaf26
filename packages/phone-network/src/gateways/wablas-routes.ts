import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { OutgoingMessage } from '../handover.js'
import { newMessageId } from '../phone-life.js'
import { PORTAL, phoneOf, sendBody } from './gateway-answers.js'
import type { Gateways, TakenAnswer } from './gateways.js'

const LONGEST_MESSAGE = 1024
const addressed = { phone: z.string().regex(/^[1-9]\d{6,14}$/), ref_id: z.string().optional() }
const bodies = {
  message: z.object({ ...addressed, message: z.string().min(1).max(LONGEST_MESSAGE) }),
  image: z.object({ ...addressed, image: z.url(), caption: z.string().default('') }),
  document: z.object({ ...addressed, document: z.url(), caption: z.string().default('') }),
}

/** The part of the Wablas API that customers send with. Its failures come with a 200, like the real one's. */
export function wablasRoutes(app: FastifyInstance, gateways: Gateways): void {
  const send =
    <Kind extends keyof typeof bodies>(
      kind: Kind,
      messageOf: (body: z.infer<(typeof bodies)[Kind]>) => Pick<OutgoingMessage, 'type' | 'text' | 'mediaUrl'>,
    ) =>
    // Not async: an answer that never comes leaves the request open until the caller gives up.
    (request: FastifyRequest, reply: FastifyReply): void => {
      const hosted = gateways.find('wablas', request.headers.authorization ?? '')
      if (hosted === null) return void reply.send(failed('token invalid'))
      const parsed = bodies[kind].safeParse(request.body)
      if (!parsed.success) {
        const [fault] = parsed.error.issues
        return void reply.send(failed(`${fault!.path.join('.')} is invalid`))
      }
      const body = parsed.data as z.infer<(typeof bodies)[Kind]>
      const { phone, ref_id: id = newMessageId() } = body
      const outgoing = { id, to: phoneOf(phone), ...messageOf(body) }
      gateways.take(hosted, outgoing, (answer) => sendBody(reply, bodyOf(outgoing, answer)))
    }

  app.post(
    '/wablas/api/send-message',
    send('message', ({ message }) => ({ type: 'text', text: message, mediaUrl: null })),
  )
  app.post(
    '/wablas/api/send-image',
    send('image', ({ image, caption }) => ({ type: 'image', text: caption, mediaUrl: image })),
  )
  app.post(
    '/wablas/api/send-document',
    send('document', ({ document, caption }) => ({ type: 'document', text: caption, mediaUrl: document })),
  )

  app.get('/wablas/api/device/info', (request, reply) => {
    const { token = '' } = request.query as { token?: string }
    const hosted = gateways.find('wablas', request.headers.authorization ?? token)
    if (hosted === null) return reply.send(failed('token invalid'))
    const { device, quota = 100_000 } = hosted
    const status = device.online ? 'connected' : 'disconnected'
    const info = { name: device.id, serial: device.id, sender: '60100000000', quota, expired_date: '2099-01-01' }
    return reply.send({ status: true, data: { ...info, active: true, status } })
  })
}

const failed = (message: string) => ({ status: false, message })

function bodyOf({ to, text }: OutgoingMessage, answer: TakenAnswer): object | typeof PORTAL {
  switch (answer.status) {
    case 'accepted':
    case 'taken':
      return {
        status: true,
        message: 'Message is pending and waiting to be processed',
        data: { messages: [{ id: answer.messageId, phone: to.slice(1), message: text, status: 'pending' }] },
      }
    case 'garbled':
      return PORTAL
    case 'no quota':
      return failed('your quota is exhausted, please top up')
    case 'unavailable':
      return failed(answer.scope === 'device' ? 'device is disconnected' : 'server is busy, try again later')
    case 'refused':
      return failed(answer.reason)
  }
}
