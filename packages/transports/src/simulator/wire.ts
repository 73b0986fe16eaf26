import { z } from 'zod'

const retryAfterMs = z.number().min(0)

/** What the phone network answers to a message. */
export const sendAnswer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('accepted'), messageId: z.string().min(1) }),
  z.object({
    status: z.literal('refused'),
    code: z.enum(['not_on_whatsapp', 'blocked', 'invalid_content', 'rejected']),
    reason: z.string(),
  }),
  z.object({
    status: z.literal('unavailable'),
    scope: z.enum(['message', 'device']),
    retryAfterMs,
    reason: z.string(),
  }),
])
export type SendAnswer = z.infer<typeof sendAnswer>

export const connectAnswer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('online') }),
  z.object({ status: z.enum(['disconnected', 'restricted', 'replaced']), reason: z.string() }),
])
export type ConnectAnswer = z.infer<typeof connectAnswer>

/** `not yours`: another owner has the device now. */
export const endAnswer = z.object({ status: z.enum(['disconnected', 'logged_out', 'not yours']) })

export const lookUpAnswer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('found'), messageId: z.string().min(1), at: z.iso.datetime() }),
  z.object({ status: z.literal('unknown') }),
])

/** The network's word that the body of a request was at fault; nothing was done with it. */
export const faultyRequest = z.object({
  message: z.string(),
  details: z.array(z.object({ path: z.string(), message: z.string() })).min(1),
})

const told = { seq: z.number().int().positive(), device: z.string(), at: z.iso.datetime() }

export const networkEvent = z.discriminatedUnion('type', [
  z.object({ ...told, type: z.enum(['dropped', 'restored', 'restricted', 'replaced']) }),
  z.object({
    ...told,
    type: z.literal('ack'),
    id: z.string(),
    messageId: z.string(),
    level: z.enum(['sent', 'delivered', 'read', 'failed']),
  }),
  z.object({
    ...told,
    type: z.literal('incoming'),
    from: z.string(),
    text: z.string(),
    quotedMessageId: z.string().optional(),
  }),
])
export type NetworkEvent = z.infer<typeof networkEvent>

/**
 * `stream` changes when the network was started anew: it then knows no device and counts events from 1 again. Each event is
 * read by itself, so that one that cannot be read does not hide the others; its number is all that is needed to pass it by.
 */
export const pollAnswer = z.object({ stream: z.string(), events: z.array(z.looseObject({ seq: told.seq })) })
export type PollAnswer = z.infer<typeof pollAnswer>
