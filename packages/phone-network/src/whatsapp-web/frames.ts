import { z } from 'zod'
import { phone } from '../request-faults.js'

const question = z.number().int()
const wid = z.string().min(1).max(100)

/** What a page says. */
export const pageFrame = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('hello'),
    credentials: z.strictObject({ phone, secret: z.string().min(1).max(100) }).nullable(),
  }),
  /** Asks for new references. */
  z.strictObject({ op: z.literal('refresh') }),
  z.strictObject({ op: z.literal('code'), question, phone }),
  /** The page has its credentials in store. */
  z.strictObject({ op: z.literal('kept') }),
  z.strictObject({ op: z.literal('takeover') }),
  z.strictObject({ op: z.literal('logout'), question }),
  z.strictObject({ op: z.literal('exists'), question, wid }),
  z.strictObject({
    op: z.literal('message'),
    question,
    messageId: z.string().min(1).max(100),
    to: wid,
    type: z.enum(['text', 'image', 'document']),
    text: z.string().max(65_536),
    mediaUrl: z.string().max(4096).nullable(),
  }),
  z.strictObject({ op: z.literal('heard'), upTo: z.number().int() }),
  z.strictObject({ op: z.literal('presence'), state: z.string(), to: wid.optional() }),
])
export type PageFrame = z.infer<typeof pageFrame>

/** What the network says about messages and people; kept until the page has heard it. */
export type PageEvent =
  | { op: 'ack'; messageId: string; ack: 1 | 2 | 3 }
  | {
      op: 'incoming'
      id: string
      /** The LID of who wrote, and his phone's address. */
      from: string
      phone: string
      name: string
      text: string
      quoted?: string
      /** Epoch milliseconds. */
      at: number
    }

/** What the network says to a page. */
export type NetworkFrame =
  | { op: 'reference'; reference: string }
  | { op: 'idle' }
  | { op: 'paired'; phone: string; credentials: { phone: string; secret: string } }
  | { op: 'welcome'; phone: string; lid: string; name: string }
  | { op: 'passkey' }
  | { op: 'state'; state: 'CONNECTED' | 'CONFLICT' | 'TOS_BLOCK' }
  | { op: 'unlinked'; byPhone: boolean }
  | { op: 'events'; upTo: number; events: PageEvent[] }
  | { op: 'answer'; question: number; result?: unknown; error?: string }
