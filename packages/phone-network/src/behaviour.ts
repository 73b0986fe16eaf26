import { z } from 'zod'
import { roll } from './chance.js'

/** The longest delay that the network can be told to make: ten minutes. */
const LONGEST_MS = 600_000

const milliseconds = z.number().min(0).max(LONGEST_MS)
const span = z.union(
  [
    milliseconds,
    z
      .strictObject({ min: milliseconds, max: milliseconds })
      .refine(({ min, max }) => min <= max, 'min must not exceed max'),
  ],
  { error: `must be milliseconds from 0 to ${LONGEST_MS}, or { min, max } of them with min ≤ max` },
)
const rate = z.number().min(0).max(1)

const behaviour = z.strictObject({
  seed: z.number().int().min(0).max(0xffffffff),
  latencyMs: span,
  answerDelayMs: span,
  ackDelayMs: span,
  rates: z.strictObject({
    notOnWhatsApp: rate,
    refused: rate,
    unavailable: rate,
    noAnswer: rate,
    garbage: rate,
    twice: rate,
    read: rate,
    reply: rate,
  }),
  replies: z.array(z.string().min(1).max(4096)).min(1).max(1000),
  banAbovePerMinute: z.number().int().min(0).nullable(),
})

/**
 * How the simulated world behaves. `latencyMs` is the road to the phone, `answerDelayMs` the way of the answer back to the
 * sender, `ackDelayMs` each step of the phone's life after that. `garbage`: an answer that cannot be read; as with
 * `noAnswer` every other of those messages was received. `twice`: an ack or a reply that is told two times.
 */
export type Behaviour = z.infer<typeof behaviour>
export type Span = Behaviour['latencyMs']

/** A change of behaviour: what is not named stays as it is, also among the rates. Unknown names are faults. */
export const behaviourPatch = behaviour.extend({ rates: behaviour.shape.rates.partial() }).partial()
export type BehaviourPatch = z.infer<typeof behaviourPatch>

/** A world in which everything goes well. */
export const defaultBehaviour: Behaviour = {
  seed: 1,
  latencyMs: 50,
  answerDelayMs: 0,
  ackDelayMs: 200,
  rates: { notOnWhatsApp: 0, refused: 0, unavailable: 0, noAnswer: 0, garbage: 0, twice: 0, read: 0.6, reply: 0 },
  replies: ['Terima kasih'],
  banAbovePerMinute: null,
}

export const changed = (current: Behaviour, patch: BehaviourPatch): Behaviour => ({
  ...current,
  ...patch,
  rates: { ...current.rates, ...patch.rates },
})

/** One delay out of a span, decided by the seed and the question. */
export function delayOf(span: Span, seed: number, ...question: readonly (string | number)[]): number {
  if (typeof span === 'number') return span
  return span.min + roll(seed, 'delay', ...question) * (span.max - span.min)
}
