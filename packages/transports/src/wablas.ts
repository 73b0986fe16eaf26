import { z } from 'zod'
import { readGatewayAnswer } from './gateway/gateway-answer.js'
import { below, createGatewayTransport, digitsOf, FORM, type GatewayOptions } from './gateway/gateway-transport.js'
import { fieldsOf, isSet, phoneIn, type ReadCall, textOf } from './gateway/heard-word.js'
import type { OutboundMessage, Transport } from './transport.js'

const device = z.object({
  settings: z.object({ baseUrl: z.url() }),
  credentials: z.object({ token: z.string().min(1), secretKey: z.string().min(1).optional() }),
})

const LONGEST_MESSAGE = 1024

/** Taken for sending; it is sent when a tracking call says so. */
const taken = z.object({
  data: z.object({ messages: z.array(z.object({ id: z.union([z.string(), z.number()]) })).min(1) }),
})
const info = z.object({ data: z.object({ status: z.string() }) })

/** Wablas, at the address of the account. `accepted` means queued there: what becomes of it is told by calls. */
export const createWablasTransport = (options: GatewayOptions): Transport =>
  createGatewayTransport(
    {
      name: 'wablas',
      capabilities: {
        acks: true,
        references: false,
        presence: false,
        numberCheck: false,
        queuesInternally: true,
        exclusive: false,
        lookup: false,
      },
      connect({ settings, credentials }, outbound) {
        const { settings: where, credentials: who } = read({ settings, credentials })
        const authorization = who.secretKey === undefined ? who.token : `${who.token}.${who.secretKey}`
        return {
          name: 'Wablas',
          fault: ({ type, text }) =>
            type === 'text' && text.length > LONGEST_MESSAGE
              ? `The message is longer than the ${LONGEST_MESSAGE} characters that Wablas takes`
              : null,
          async send(message, signal) {
            const { path, fields } = requestOf(message)
            // One attempt: what Wablas tried again by itself could arrive after Siaran had given it up.
            const body = new URLSearchParams({
              phone: digitsOf(message.to),
              ...fields,
              ref_id: message.id,
              retry: 'false',
            })
            const headers = { ...FORM, authorization }
            const url = below(where.baseUrl, path)
            return readGatewayAnswer(await outbound.call(url, { method: 'POST', headers, body: String(body), signal }))
          },
          idOf: (_, body) => {
            const id = taken.safeParse(body).data?.data.messages[0]?.id
            return id === undefined || id === '' ? null : String(id)
          },
          async ask(signal) {
            const url = below(where.baseUrl, 'api/device/info')
            url.searchParams.set('token', who.token)
            return readGatewayAnswer(await outbound.call(url, { method: 'GET', headers: { authorization }, signal }))
          },
          isConnected: (body) => info.safeParse(body).data?.data.status.toLowerCase() === 'connected',
        }
      },
    },
    options,
  )

function read(given: unknown) {
  const parsed = device.safeParse(given)
  if (parsed.success) return parsed.data
  throw new Error('A Wablas device needs settings.baseUrl and credentials.token')
}

function requestOf({ type, text, mediaUrl }: OutboundMessage): { path: string; fields: Record<string, string> } {
  if (mediaUrl === null || type === 'text') return { path: 'api/send-message', fields: { message: text } }
  return { path: `api/send-${type}`, fields: { [type]: mediaUrl, caption: text } }
}

const levels: Record<string, 'sent' | 'delivered' | 'read' | 'failed'> = {
  sent: 'sent',
  delivered: 'delivered',
  received: 'delivered',
  read: 'read',
  cancel: 'failed',
  rejected: 'failed',
}

/** Three kinds of calls to one address: an incoming message, the tracking of one that was taken, and the device's standing. */
export const readWablasCall: ReadCall = (body, at) => {
  const call = fieldsOf(body)
  const text = textOf(call.message)
  if (text !== null) {
    const from = phoneIn(call.phone)
    return from === null || isSet(call.isFromMe) || isSet(call.isGroup) ? [] : [{ kind: 'incoming', from, text, at }]
  }
  const id = textOf(call.id)
  const status = textOf(call.status)?.toLowerCase() ?? ''
  if (id === null || id === '') return status.endsWith('connected') ? [{ kind: 'device' }] : []
  const level = levels[status]
  if (level === undefined) return []
  const note = textOf(call.note)
  const reason = level === 'failed' && note ? { reason: `Wablas says: ${note}` } : {}
  return [{ kind: 'ack', transportMessageId: id, level, ...reason, at }]
}
