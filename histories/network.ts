import type { Ack, DeviceEvents, SendOutcome, Transport } from '@siaran/transports'
import type { Process } from './process.js'

/** A hand-over that began, and what is known of it: `said` is the word that the sender got, if it got one. */
export interface HandOver {
  messageId: string
  deviceId: string
  campaignId: string
  phone: string
  at: number
  said: SendOutcome['kind'] | null
  /** The phone has it, whatever the sender was told. */
  delivered: boolean
}

/** The network's word on a hand-over, by a roll; 0 is a yes. The last two come when nobody listens any more. */
const words: ((handOver: HandOver) => SendOutcome)[] = [
  ...Array(4).fill(({ messageId }: HandOver) => ({ kind: 'accepted', transportMessageId: `wa-${messageId}` })),
  () => ({ kind: 'refused', code: 'not_on_whatsapp', reason: 'Not on WhatsApp' }),
  () => ({ kind: 'unavailable', reason: 'Try again', retryAfterMs: 1_000, scope: 'message' }),
  () => ({ kind: 'unavailable', reason: 'Offline', retryAfterMs: 1_000, scope: 'device' }),
  () => ({ kind: 'unknown', cause: 'No answer, but delivered' }),
  () => ({ kind: 'unknown', cause: 'No answer' }),
]
const isDelivered = (outcome: SendOutcome) =>
  outcome.kind === 'accepted' || (outcome.kind === 'unknown' && outcome.cause === 'No answer, but delivered')

/** The phones and what lies before them: the outside witness of what was begun, and what became of it. */
export class PhoneNetwork {
  readonly handOvers: HandOver[] = []
  /** Of each device, whoever opened it last. */
  private readonly sessions = new Map<string, { process: Process; events: DeviceEvents }>()

  constructor(private readonly onBegin: (handOver: HandOver) => void) {}

  /** The network as one sender sees it. */
  transportOf(process: Process): Transport {
    return {
      name: 'simulator',
      capabilities: {
        acks: true,
        references: true,
        presence: false,
        numberCheck: false,
        queuesInternally: false,
        exclusive: true,
        lookup: false,
      },
      open: async ({ id: deviceId }, events) => {
        const session = { process, events }
        this.sessions.set(deviceId, session)
        events.status('online')
        const close = async () => {
          if (this.sessions.get(deviceId) === session) this.sessions.delete(deviceId)
        }
        return {
          send: ({ id, to, ...message }, signal) => {
            const { campaignId } = message as unknown as { campaignId: string }
            const about = { messageId: id, deviceId, campaignId, phone: to }
            return this.handOver(process, { ...about, at: process.clock.now, said: null, delivered: false }, signal)
          },
          close,
          logout: close,
        }
      },
      close: async () => {},
    }
  }

  /** Says something of a message that a phone has, to whoever has the device's session now; false when nobody has. */
  acknowledge({ messageId, deviceId }: HandOver, level: Ack['level'], byReference: boolean, at: Date): boolean {
    const session = this.sessions.get(deviceId)
    if (session === undefined || !session.process.isAlive) return false
    const ack = { transportMessageId: `wa-${messageId}`, level, at, ...(byReference ? { messageId } : {}) }
    void session.process.run(() => session.events.ack(ack))
    return true
  }

  get delivered() {
    return this.handOvers.filter(({ delivered }) => delivered)
  }

  private handOver(process: Process, handOver: HandOver, signal: AbortSignal): Promise<SendOutcome> {
    this.onBegin(handOver)
    this.handOvers.push(handOver)
    const answered = process
      .ask(
        'network',
        async (roll) => {
          const outcome = words[roll % words.length]!(handOver)
          handOver.delivered = isDelivered(outcome)
          return outcome
        },
        handOver.messageId,
      )
      .catch((err: Error): SendOutcome => ({ kind: 'unknown', cause: err.message }))
    const act = process.acts.at(-1)
    const cut = new Promise<SendOutcome>((resolve) => {
      const abort = () => {
        if (act !== undefined) process.forget(act)
        if (act?.isDone === false) handOver.delivered = true
        resolve({ kind: 'unknown', cause: 'The wait was cut' })
      }
      if (signal.aborted) abort()
      else signal.addEventListener('abort', abort)
    })
    return Promise.race([answered, cut]).then((outcome) => {
      handOver.said = outcome.kind
      return outcome
    })
  }
}
