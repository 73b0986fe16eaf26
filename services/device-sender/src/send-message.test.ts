import { describe, expect, test } from '@jest/globals'
import type { DeviceJob } from '@siaran/contracts'
import type { ClaimedMessage, Settlement } from '@siaran/db'
import { CLAIM_LIFE_MS, SendGate } from '@siaran/domain'
import type { SendOutcome } from '@siaran/transports'
import { pino } from 'pino'
import { type SendDeps, type SendingDevice, sendMessage } from './send-message.js'

const NOW = 1_000_000
const job: DeviceJob = { messageId: 'm', campaignId: 'c', dispatch: 2, slot: NOW, gapMs: 0 }
const message = (fields: Partial<ClaimedMessage> = {}): ClaimedMessage => ({
  id: 'm',
  workspaceId: 'w',
  campaignId: 'c',
  deviceId: 'd',
  to: '+60123456789',
  text: 'Hi',
  type: 'text',
  mediaUrl: null,
  attempts: 0,
  traceparent: null,
  ...fields,
})
const accepted: SendOutcome = { kind: 'accepted', transportMessageId: 'wamid' }

interface World {
  claim?: ClaimedMessage | null | Error
  outcome?: SendOutcome | Error
  /** What comes of giving a missed slot back. */
  release?: Error
  /** How long (ms) the claim's answer takes, by the clock that nobody sets. */
  claimTakesMs?: number
  device?: Partial<SendingDevice>
  /** Happens while the claim is under way. */
  meanwhile?: (device: { mayBegin: boolean }) => void
}

/** A sender's surroundings that write down what is done to them. */
function world({
  claim = message(),
  outcome = accepted,
  claimTakesMs = 0,
  meanwhile = () => {},
  release,
  device: fields,
}: World) {
  const sent: ClaimedMessage[] = []
  const settled: Settlement[] = []
  const missed: { id: string; dispatchNumber: number }[] = []
  let claims = 0
  let now = NOW
  let elapsed = NOW
  const device = {
    id: 'd',
    epoch: 7,
    transport: 'simulator',
    gate: new SendGate({
      messagesPerMinute: null,
      messagesPerHour: null,
      messagesPerDay: null,
      minDelayMs: null,
      maxDelayMs: null,
    }),
    hasLongCeilings: false,
    mayBegin: true,
    async send(one: ClaimedMessage) {
      sent.push(one)
      if (outcome instanceof Error) throw outcome
      return outcome
    },
    ...fields,
  }
  const deps: SendDeps = {
    ledger: {
      async claim() {
        claims++
        elapsed += claimTakesMs
        meanwhile(device)
        if (claim instanceof Error) throw claim
        return claim
      },
      async settle(settlement) {
        settled.push(settlement)
      },
    },
    releaseMissed: async (one) => {
      if (release) throw release
      missed.push(one)
    },
    log: pino({ level: 'silent' }),
    now: () => now,
    elapsed: () => elapsed,
    sleep: async (ms) => {
      now += ms
      elapsed += ms
    },
    roll: () => 1,
  }
  const send = (fields: Partial<DeviceJob> = {}) => sendMessage(deps, device, { ...job, ...fields })
  return {
    device,
    send,
    sent,
    settled,
    missed,
    claims: () => claims,
    now: () => now,
    setClock(by: number) {
      now += by
    },
  }
}

const back: Settlement = { id: 'm', epoch: 7, dispatchNumber: 2, status: 'queued', attempts: 0 }

describe('what may be sent is sent once', () => {
  test('claim, then send, then settle; the job is over', async () => {
    const { send, sent, settled } = world({})
    expect(await send()).toEqual({ kind: 'done' })
    expect(sent).toEqual([message()])
    expect(settled).toEqual([
      { id: 'm', epoch: 7, dispatchNumber: 2, status: 'sent', transportMessageId: 'wamid', attempts: 1 },
    ])
  })

  test('its beginning is remembered, so that the next one keeps its distance', async () => {
    const { send, device } = world({})
    await send({ gapMs: 5_000 })
    expect(device.gate.waitMs({ campaignId: 'c', gapMs: 5_000 }, NOW)).toBe(5_000)
  })
})

test('a clock that is put forward brings no two sends nearer than their gap', async () => {
  const { send, sent, setClock } = world({})
  await send({ gapMs: 5_000 })
  setClock(3_600_000)
  expect(await send({ gapMs: 5_000 })).toEqual({ kind: 'putBack', until: NOW + 3_600_000 + 5_000 })
  expect(sent).toHaveLength(1)
})

describe('nothing is sent', () => {
  test('when the claim finds nothing: paused, cancelled, expired, or somebody else’s', async () => {
    const { send, sent, settled, device } = world({ claim: null })
    expect(await send({ gapMs: 5_000 })).toEqual({ kind: 'done' })
    expect([sent, settled]).toEqual([[], []])
    expect(device.gate.waitMs({ campaignId: 'c', gapMs: 5_000 }, NOW)).toBe(0)
  })

  test('when the claim came too late: a pause may have been answered by now; it is given back', async () => {
    const { send, sent, settled } = world({ claimTakesMs: CLAIM_LIFE_MS + 1 })
    expect(await send()).toEqual({ kind: 'putBack', until: NOW })
    expect(sent).toEqual([])
    expect(settled).toEqual([back])
  })

  test('when the device was lost while the claim was under way; it is given back', async () => {
    const { send, sent, settled } = world({
      meanwhile: (device) => {
        device.mayBegin = false
      },
    })
    expect(await send()).toEqual({ kind: 'putBack', until: NOW })
    expect([sent, settled]).toEqual([[], [back]])
  })

  test('when the claim got no answer: it was perhaps claimed, so it is given back before it is asked for again', async () => {
    const { send, sent, settled } = world({ claim: new Error('Connection terminated') })
    expect(await send()).toEqual({ kind: 'putBack', until: NOW })
    expect([sent, settled]).toEqual([[], [back]])
  })

  test('when the device may not begin: it is not even claimed', async () => {
    const { send, claims } = world({ device: { mayBegin: false } })
    const result = await send()
    expect(result).toEqual({ kind: 'putBack', until: expect.any(Number) })
    expect(claims()).toBe(0)
  })
})

/** As the database refuses a value. */
const refusal = () => Object.assign(new Error('integer out of range'), { code: '22003' })

describe('what breaks', () => {
  test('before the claim is thrown: certainly not sent, and whoever asked counts it as an attempt', async () => {
    for (const broken of [
      world({ claim: refusal() }),
      world({ release: refusal(), device: { hasLongCeilings: true } }),
    ]) {
      await expect(broken.send({ slot: NOW - 100_000 })).rejects.toThrow('integer out of range')
      expect([broken.sent, broken.settled]).toEqual([[], []])
    }
  })

  test('because the store is away costs no attempt', async () => {
    const { send } = world({ release: new Error('Connection terminated'), device: { hasLongCeilings: true } })
    expect(await send({ slot: NOW - 100_000 })).toEqual({ kind: 'putBack', until: expect.any(Number) })
  })

  test('after the transport was called is a doubt at once: a transport that throws may have sent', async () => {
    const { send, settled } = world({ outcome: new Error('socket hang up') })
    expect(await send()).toEqual({ kind: 'done' })
    expect(settled).toEqual([
      {
        id: 'm',
        dispatchNumber: 2,
        epoch: 7,
        status: 'unconfirmed',
        errorCode: 'no_answer',
        errorMessage: 'The transport broke off: socket hang up',
        attempts: 1,
      },
    ])
  })
})

test('a claim as old as its life allows is still good', async () => {
  const { send, sent } = world({ claimTakesMs: CLAIM_LIFE_MS })
  await send()
  expect(sent).toHaveLength(1)
})

describe('a wait costs no attempt', () => {
  test('a long one puts the job back until it may go', async () => {
    const { send, claims, device } = world({})
    device.gate.begin({ campaignId: 'c', at: NOW, gapMs: 4_000 })
    expect(await send({ gapMs: 4_000 })).toEqual({ kind: 'putBack', until: NOW + 4_000 })
    expect(claims()).toBe(0)
  })

  test('a slot that is still to come is waited for, although the gate is open', async () => {
    const { send, claims } = world({})
    expect(await send({ slot: NOW + 9_000 })).toEqual({ kind: 'putBack', until: NOW + 9_000 })
    expect(claims()).toBe(0)
  })

  test('a short one is slept with the job in hand', async () => {
    const { send, sent, now } = world({})
    expect(await send({ slot: NOW + 100 })).toEqual({ kind: 'done' })
    expect(now()).toBe(NOW + 100)
    expect(sent).toHaveLength(1)
  })
})

describe('a slot that was missed', () => {
  test('by a device with ceilings by the hour or the day is given back for a new one', async () => {
    const { send, missed, claims } = world({ device: { hasLongCeilings: true } })
    expect(await send({ slot: NOW - 60_001 })).toEqual({ kind: 'done' })
    expect(missed).toEqual([{ id: 'm', dispatchNumber: 2 }])
    expect(claims()).toBe(0)
  })

  test('by a little, or by a device without such ceilings, is good enough', async () => {
    for (const [hasLongCeilings, slot] of [
      [true, NOW - 60_000],
      [false, NOW - 86_400_000],
    ] as const) {
      const { send, sent, missed } = world({ device: { hasLongCeilings } })
      await send({ slot })
      expect([sent.length, missed.length]).toEqual([1, 0])
    }
  })
})

describe('the four words', () => {
  test('unknown: unconfirmed, and never tried again by itself', async () => {
    const outcome: SendOutcome = { kind: 'unknown', cause: 'The answer never came' }
    expect(await world({ outcome }).send()).toEqual({ kind: 'done' })
  })

  test('unavailable: queued again, and the job comes again when the row says', async () => {
    const outcome: SendOutcome = { kind: 'unavailable', reason: 'Busy', retryAfterMs: 3_000, scope: 'message' }
    const { send, settled } = world({ outcome })
    expect(await send()).toEqual({ kind: 'putBack', until: NOW + 3_000 })
    expect(settled).toEqual([
      {
        id: 'm',
        epoch: 7,
        dispatchNumber: 2,
        status: 'queued',
        errorCode: 'unavailable',
        errorMessage: 'Busy',
        retryAt: new Date(NOW + 3_000),
        attempts: 1,
      },
    ])
  })
})
