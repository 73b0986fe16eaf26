import { type Dispatcher, request } from 'undici'
import type { z } from 'zod'
import { certainlyNotSent, failureSentence } from '../request-failure.js'
import type { LookUpAnswer, OutboundMessage, SendOutcome } from '../transport.js'
import {
  type ConnectAnswer,
  connectAnswer,
  endAnswer,
  faultyRequest,
  lookUpAnswer,
  type PollAnswer,
  pollAnswer,
  type SendAnswer,
  sendAnswer,
} from './wire.js'

/** When to try again after a send that could not even begin. The session itself may be back earlier. */
const RETRY_AFTER_MS = 2000

/** Nothing but a send may take longer than this: the network answers these at once. */
const PROMPT_MS = 5000

/** The transport's side of the phone network, for one owner. All but `send` throw when there is no good answer. */
export interface PhoneNetworkApi {
  send(device: string, message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome>
  lookUp(device: string, messageId: string): Promise<LookUpAnswer>
  /** With `resume` the device is not taken from another owner. */
  connect(device: string, resume: boolean): Promise<ConnectAnswer>
  disconnect(device: string): Promise<void>
  /** Throws also when another owner has the device. */
  logout(device: string): Promise<void>
  poll(
    request: { stream: string | undefined; ackUpTo: number; waitMs: number },
    signal: AbortSignal,
  ): Promise<PollAnswer>
}

export function createPhoneNetworkApi(url: string, owner: string, dispatcher: Dispatcher): PhoneNetworkApi {
  /** Not `fetch`, which took a third of a busy sender's time. Follows no redirect: a message would go out again. */
  const send = async (
    path: string,
    options: Pick<Dispatcher.RequestOptions, 'method' | 'headers' | 'body' | 'signal'>,
  ) => {
    const response = await request(new URL(path, url), { ...options, dispatcher })
    return { status: response.statusCode, text: await response.body.text() }
  }
  const post = (path: string, body: unknown, signal: AbortSignal) =>
    send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    })

  const understood = <Schema extends z.ZodType>(schema: Schema, { status, text }: { status: number; text: string }) => {
    if (status !== 200) throw new Error(`The phone network answered ${status}: ${text}`)
    return schema.parse(JSON.parse(text)) as z.infer<Schema>
  }
  const ask = async <Schema extends z.ZodType>(schema: Schema, path: string, body: unknown, signal: AbortSignal) =>
    understood(schema, await post(path, body, signal))

  const of = (device: string, act: string) => `/devices/${encodeURIComponent(device)}/${act}`
  const prompt = () => AbortSignal.timeout(PROMPT_MS)

  return {
    async send(device, { id, to, type, text, mediaUrl }, signal) {
      try {
        const { status, text: answer } = await post(
          of(device, 'messages'),
          { owner, id, to, type, text, mediaUrl },
          signal,
        )
        return outcomeOf(status, answer)
      } catch (failure) {
        return certainlyNotSent(failure)
          ? unavailable(failureSentence(failure))
          : { kind: 'unknown', cause: failureSentence(failure) }
      }
    },
    async lookUp(device, messageId) {
      const path = of(device, `messages/${encodeURIComponent(messageId)}`)
      const answer = understood(lookUpAnswer, await send(path, { method: 'GET', signal: prompt() }))
      if (answer.status === 'unknown') return { kind: 'unknown' }
      return { kind: 'found', transportMessageId: answer.messageId, at: new Date(answer.at) }
    },
    connect: (device, resume) => ask(connectAnswer, of(device, 'connect'), { owner, resume }, prompt()),
    async disconnect(device) {
      await ask(endAnswer, of(device, 'disconnect'), { owner }, prompt())
    },
    async logout(device) {
      const { status } = await ask(endAnswer, of(device, 'logout'), { owner }, prompt())
      if (status !== 'logged_out') throw new Error('The device is connected elsewhere: it was not logged out')
    },
    poll: (request, signal) => ask(pollAnswer, `/owners/${encodeURIComponent(owner)}/events`, request, signal),
  }
}

export const unavailable = (reason: string): SendOutcome => ({
  kind: 'unavailable',
  scope: 'device',
  retryAfterMs: RETRY_AFTER_MS,
  reason,
})

/** Only an answer that is the network's own settles anything. All else may have come after the message was taken. */
function outcomeOf(status: number, body: string): SendOutcome {
  const json = parseJson(body)
  if (status === 400) {
    const faulty = faultyRequest.safeParse(json)
    if (faulty.success) return { kind: 'refused', code: 'invalid_content', reason: faulty.data.message }
  }
  const answer = sendAnswer.safeParse(json)
  if (status !== 200 || !answer.success) {
    return { kind: 'unknown', cause: `The phone network gave no answer that can be read (HTTP ${status})` }
  }
  return outcomeOfAnswer(answer.data)
}

function outcomeOfAnswer(answer: SendAnswer): SendOutcome {
  switch (answer.status) {
    case 'accepted':
      return { kind: 'accepted', transportMessageId: answer.messageId }
    case 'refused':
      return { kind: 'refused', code: answer.code, reason: answer.reason }
    case 'unavailable': {
      const { reason, retryAfterMs, scope } = answer
      return { kind: 'unavailable', reason, retryAfterMs, scope }
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
