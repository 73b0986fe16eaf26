import { setTimeout as sleep } from 'node:timers/promises'
import type { Mailboxes } from '../mailboxes.js'
import type { DeliveredEvent } from '../network-event.js'
import type { Switchboard } from '../switchboard.js'
import type { Call, Hosted } from './hosted.js'

const POLL_MS = 30_000
/** A call that is not answered with 2xx is made again so often; then it is lost, as with the real ones. */
const TRIES = 20
const AGAIN_AFTER_MS = 250

export interface CallBackDeps {
  mailboxes: Mailboxes
  switchboard: Switchboard
  /** Null: this gateway does not tell of that. */
  callOf(event: DeliveredEvent): Call | null
  /** Sends the body of an answer to whoever had written. */
  reply(to: string, text: string): void
}

/** Tells a customer what happens on a device, one call after the other. Gives back how to stop. */
export function keepCallingBack(hosted: Hosted, deps: CallBackDeps): () => void {
  const { device, owner, hookUrl } = hosted
  const stopping = new AbortController()

  const call = async (body: Call): Promise<string> => {
    const [type, text] =
      'json' in body
        ? ['application/json', JSON.stringify(body.json)]
        : ['application/x-www-form-urlencoded', String(new URLSearchParams(body.form))]
    for (let tries = 1; hookUrl !== undefined && tries <= TRIES; tries++) {
      try {
        const headers = { 'content-type': type }
        const answer = await fetch(hookUrl, { method: 'POST', headers, body: text, signal: stopping.signal })
        const said = await answer.text()
        if (answer.ok) return said
      } catch {
        // Nobody there; perhaps in a moment.
      }
      await sleep(AGAIN_AFTER_MS, undefined, { signal: stopping.signal })
    }
    return ''
  }

  const tell = async (event: DeliveredEvent) => {
    // The gateway has the session: it links its phones again by itself.
    if (event.type === 'restored') deps.switchboard.connect(device, owner, true)
    const body = deps.callOf(event)
    const said = body === null ? '' : await call(body)
    if (event.type === 'incoming' && said !== '') deps.reply(event.from, said)
  }

  const run = async () => {
    let last: { stream?: string; ackUpTo: number } = { ackUpTo: 0 }
    while (!stopping.signal.aborted) {
      const { stream, events } = await new Promise<{ stream: string; events: DeliveredEvent[] }>((resolve) => {
        deps.mailboxes.poll(owner, { ...last, waitMs: POLL_MS }, resolve)
      })
      last = { stream, ackUpTo: events.at(-1)?.seq ?? last.ackUpTo }
      for (const event of events) if (!stopping.signal.aborted) await tell(event)
    }
  }
  void run().catch((err) => {
    if (!stopping.signal.aborted) throw err
  })
  return () => stopping.abort()
}
