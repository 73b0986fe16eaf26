import { z } from 'zod'
import { readGatewayAnswer } from './gateway/gateway-answer.js'
import { below, createGatewayTransport, digitsOf, type GatewayOptions } from './gateway/gateway-transport.js'
import { fieldsOf, isSet, phoneIn, type ReadCall, textOf } from './gateway/heard-word.js'
import type { Transport } from './transport.js'

const BASE_URL = 'https://api.whacenter.com'

const device = z.object({
  settings: z.object({ baseUrl: z.url().default(BASE_URL) }),
  credentials: z.object({ deviceId: z.string().min(1) }),
})
const standing = z.object({ data: z.object({ status: z.string() }) })

/**
 * Whacenter. It gives no id for a message and never tells what became of it: `accepted` is the last word, under an id made of
 * Siaran's own. It can neither be told not to try again, nor tell one request from its repetition.
 */
export const createWhacenterTransport = (options: GatewayOptions): Transport =>
  createGatewayTransport(
    {
      name: 'whacenter',
      capabilities: {
        acks: false,
        references: false,
        presence: false,
        numberCheck: false,
        queuesInternally: true,
        exclusive: false,
        lookup: false,
      },
      connect({ settings, credentials }, outbound) {
        const { settings: where, credentials: who } = read({ settings, credentials })
        return {
          name: 'Whacenter',
          fault: () => null,
          async send({ to, type, text, mediaUrl }, signal) {
            const file = type === 'text' || mediaUrl === null ? {} : { file: mediaUrl }
            const message = { device_id: who.deviceId, number: digitsOf(to), message: text, ...file }
            const url = below(where.baseUrl, 'api/send')
            const headers = { 'content-type': 'application/json' }
            return readGatewayAnswer(
              await outbound.call(url, { method: 'POST', headers, body: JSON.stringify(message), signal }),
            )
          },
          idOf: ({ id }) => `whacenter:${id}`,
          async ask(signal) {
            const url = below(where.baseUrl, 'api/statusDevice')
            url.searchParams.set('device_id', who.deviceId)
            return readGatewayAnswer(await outbound.call(url, { method: 'GET', signal }))
          },
          isConnected: (body) => standing.safeParse(body).data?.data.status.toUpperCase() === 'CONNECTED',
        }
      },
    },
    options,
  )

function read(given: unknown) {
  const parsed = device.safeParse(given)
  if (parsed.success) return parsed.data
  throw new Error(
    'A Whacenter device needs credentials.deviceId, and a settings.baseUrl that is an address if it has one',
  )
}

/** Incoming messages alone; which field names the person is not settled. */
export const readWhacenterCall: ReadCall = (body, at) => {
  const call = fieldsOf(body)
  const text = textOf(call.message)
  const from = phoneIn(call.from) ?? phoneIn(call.phone) ?? phoneIn(call.sender)
  if (text === null || from === null || isSet(call.isGroup) || isSet(call.isFromMe)) return []
  return [{ kind: 'incoming', from, text, at }]
}
