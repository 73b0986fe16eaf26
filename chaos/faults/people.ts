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
    // An API that is just being started would make this a pause that nobody hears.
    await world.api.insist('GET', '/auth/me')
    // Those with the most before them: one that is completed meanwhile cannot be paused.
    const { rows } = await world.db.pool.query<{ id: string }>(
      `select c.id from campaigns c join campaign_devices k on k.campaign_id = c.id
       where c.status = 'running' and c.expanded_at is not null
       group by c.id order by sum(k.pending) desc limit 2`,
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
