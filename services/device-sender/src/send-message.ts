import type { BeginSpan, DeviceJob } from '@siaran/contracts'
import { type ClaimedMessage, isRefusal, type Settlement, sentenceOf } from '@siaran/db'
import { CLAIM_LIFE_MS, type SendGate } from '@siaran/domain'
import type { DeviceJobResult } from '@siaran/queue'
import type { SendOutcome } from '@siaran/transports'
import type { Logger } from 'pino'
import type { Ledger } from './ledger.js'
import { settlementOf } from './settlement-of.js'

/** The device as a send sees it: owned under this epoch, with its gate and its open session. */
export interface SendingDevice {
  readonly id: string
  readonly epoch: number
  readonly transport: string
  readonly gate: SendGate
  /** Ceilings by the hour or the day: a slot that was missed must be given anew. */
  readonly hasLongCeilings: boolean
  /** False from the moment at which this sender must not begin another send for it. */
  readonly mayBegin: boolean
  send(message: ClaimedMessage): Promise<SendOutcome>
}

export interface SendDeps {
  ledger: Pick<Ledger, 'claim' | 'settle'>
  releaseMissed(message: { id: string; dispatchNumber: number }): Promise<void>
  log: Logger
  /** Epoch milliseconds of the clock that all processes go by: the slots are its. */
  now: () => number
  /** Milliseconds of a clock that nobody sets: the gaps are its, and the lives of claims. */
  elapsed: () => number
  sleep: (ms: number) => Promise<unknown>
  roll: () => number
  /** Told of each hand-over that was answered, and how long after its slot it had begun. */
  onHandedOver?: (send: HandedOver) => void
  begin?: BeginSpan
}

export interface HandedOver {
  transport: string
  outcome: SendOutcome['kind']
  seconds: number
  lateSeconds: number
}

/** A shorter wait is slept with the job in hand; a longer one puts it back, so that the place is free for others. */
const SHORT_WAIT_MS = 250
/** A device that is reconnecting, or on its way to another sender, is looked at again after this. */
const NOT_NOW_MS = 500
/** So long after its slot a message's place in the hour's and day's line is void. */
const MISSED_AFTER_MS = 60_000

/**
 * Sends one message, at most once, when its device may speak. What it throws it throws before the claim: such a message
 * is certainly not sent. A store that is away is waited for; what it refuses is thrown.
 */
export async function sendMessage(deps: SendDeps, device: SendingDevice, job: DeviceJob): Promise<DeviceJobResult> {
  const { ledger, log } = deps
  const now = deps.now()
  if (device.hasLongCeilings && now - job.slot > MISSED_AFTER_MS) {
    try {
      await deps.releaseMissed({ id: job.messageId, dispatchNumber: job.dispatch })
      return { kind: 'done' }
    } catch (err) {
      if (isRefusal(err)) throw err
      log.warn({ err, messageId: job.messageId, deviceId: device.id }, 'a missed slot could not be given back yet')
      return { kind: 'putBack', until: now + NOT_NOW_MS }
    }
  }
  const waitMs = Math.max(job.slot - now, device.gate.waitMs(job, deps.elapsed()))
  if (waitMs > SHORT_WAIT_MS) return { kind: 'putBack', until: now + waitMs }
  if (waitMs > 0) await deps.sleep(waitMs)
  if (!device.mayBegin) return { kind: 'putBack', until: deps.now() + NOT_NOW_MS }

  const asked = deps.elapsed()
  const claimed = { epoch: device.epoch, dispatchNumber: job.dispatch }
  const back: Settlement = { id: job.messageId, ...claimed, status: 'queued', attempts: 0 }
  let message: ClaimedMessage | null
  try {
    message = await ledger.claim({
      messageId: job.messageId,
      dispatchNumber: job.dispatch,
      deviceId: device.id,
      epoch: device.epoch,
      campaignId: job.campaignId,
    })
  } catch (err) {
    if (isRefusal(err)) throw err // certainly not claimed, and never to be
    // Perhaps claimed, certainly not sent. Nobody else may be left to say so: the row is given back when Postgres is.
    log.warn({ err, messageId: job.messageId, deviceId: device.id }, 'a claim got no answer')
    await ledger.settle(back)
    return { kind: 'putBack', until: deps.now() }
  }
  if (message === null) return { kind: 'done' } // paused, cancelled, expired, suppressed, claimed already, or not our device any more

  // The claim's life is what a pause and the next owner count on: past it, this send must not begin.
  if (deps.elapsed() - asked > CLAIM_LIFE_MS || !device.mayBegin) {
    log.warn({ messageId: message.id, deviceId: device.id }, 'a claim came too late; given back')
    await ledger.settle(back)
    return { kind: 'putBack', until: deps.now() }
  }
  device.gate.begin({ campaignId: job.campaignId, at: deps.elapsed(), gapMs: job.gapMs })
  const began = deps.elapsed()
  const lateSeconds = (deps.now() - job.slot) / 1_000
  const span = deps.begin?.('message.send', message.traceparent, {
    'siaran.campaign_id': message.campaignId,
    'siaran.message_id': message.id,
    'siaran.device_id': device.id,
    'siaran.transport': device.transport,
  })
  const outcome = await device.send(message).catch((err): SendOutcome => {
    log.error({ err, messageId: message.id, deviceId: device.id }, 'a transport broke its promise never to throw')
    return { kind: 'unknown', cause: `The transport broke off: ${sentenceOf(err)}` }
  })
  span?.end({ 'siaran.outcome': outcome.kind }, outcome.kind === 'accepted' ? undefined : outcome.kind)
  const seconds = (deps.elapsed() - began) / 1_000
  deps.onHandedOver?.({ transport: device.transport, outcome: outcome.kind, seconds, lateSeconds })
  const settlement = settlementOf(outcome, message, claimed, deps.now(), deps.roll())
  await ledger.settle(settlement)
  log.debug(
    {
      messageId: message.id,
      deviceId: device.id,
      outcome: outcome.kind,
      durationMs: Math.round(deps.elapsed() - began),
    },
    'message handed over',
  )
  return settlement.retryAt === undefined ? { kind: 'done' } : { kind: 'putBack', until: settlement.retryAt.getTime() }
}
