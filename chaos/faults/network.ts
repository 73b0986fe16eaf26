import { setTimeout as wait } from 'node:timers/promises'
import type { BehaviourPatch } from '@siaran/phone-network'
import { SEND_DEADLINE_MS } from '../world.js'
import type { Fault } from './fault.js'

const FOR_MS = 4_000
const OUTAGE_MS = 5_000

/** How it is between two faults. A little of everything that is no fault: some are not on WhatsApp, some answer. */
export const calm: BehaviourPatch = {
  latencyMs: { min: 5, max: 40 },
  answerDelayMs: 0,
  ackDelayMs: { min: 50, max: 400 },
  rates: {
    notOnWhatsApp: 0.02,
    refused: 0.01,
    unavailable: 0.02,
    noAnswer: 0,
    garbage: 0,
    twice: 0,
    read: 0.5,
    reply: 0.05,
  },
}

/** Later than a send is waited for: an ack that came sooner would hide that a sender makes too much of a silence. */
const afterTheDeadline = { min: 3 * SEND_DEADLINE_MS, max: 5 * SEND_DEADLINE_MS }

const weather = (name: string, patch: BehaviourPatch): Fault => ({
  name,
  blursAnswers: true,
  async strike({ world, deviceIds }) {
    await world.network.setBehaviour(patch)
    await wait(FOR_MS)
    await world.network.setBehaviour(calm)
    return { devices: deviceIds, since: Date.now() }
  },
})

const dropDevice: Fault = {
  name: 'drop-device',
  async strike({ world, deviceIds, chance }) {
    const device = chance.oneOf(deviceIds)
    await world.network.drop(device)
    await wait(OUTAGE_MS)
    await world.network.restore(device)
    return { devices: [device], since: Date.now() }
  },
}

/** Not killed: a witness must not forget what it saw. All that waits for an answer is cut off. */
const restartNetwork: Fault = {
  name: 'restart-network',
  blursAnswers: true,
  async strike({ world, deviceIds }) {
    await world.actor('phone-network').end('SIGTERM')
    return { devices: deviceIds, since: Date.now() }
  },
}

export const networkFaults: readonly Fault[] = [
  weather('network-late', { answerDelayMs: { min: 500, max: 6_000 } }),
  weather('network-twice', { rates: { twice: 1 } }),
  weather('network-silent', { rates: { noAnswer: 0.3 }, ackDelayMs: afterTheDeadline }),
  weather('network-garbage', { rates: { garbage: 0.5 }, ackDelayMs: afterTheDeadline }),
  weather('network-busy', { rates: { unavailable: 0.6 } }),
  dropDevice,
  restartNetwork,
]
