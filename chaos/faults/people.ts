import { setTimeout as wait } from 'node:timers/promises'
import type { Fault, Stage } from './fault.js'

/** Between the answer to a pause and the asking for the resume nothing of a campaign may begin. In epoch milliseconds. */
export interface Silence {
  campaignId: string
  from: number
  until: number
}

const PAUSED_FOR_MS = 2_500

/** Pauses a running campaign in the middle of everything else, and notes when nothing of it may begin. */
export const pauseCampaign = (silences: Silence[]): Fault => ({
  name: 'pause',
  async strike({ world, chance, deviceIds }: Stage) {
    const { rows } = await world.db.pool.query<{ id: string }>(
      "select id from campaigns where status = 'running' and expanded_at is not null",
    )
    if (rows.length === 0) return null
    const campaignId = chance.oneOf(rows).id
    const answer = await world.api.once('POST', `/campaigns/${campaignId}/pause`)
    if (answer?.status === 200) {
      await wait(PAUSED_FOR_MS)
      silences.push({ campaignId, from: answer.at, until: Date.now() })
    }
    // Perhaps paused, when there was no answer; 400 when it was not.
    await world.api.insist('POST', `/campaigns/${campaignId}/resume`)
    return { devices: deviceIds, since: Date.now() }
  },
})
