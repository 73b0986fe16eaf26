import type { LiveEventName, LiveEvents } from '@siaran/contracts'
import type { Completion, ProgressPublisher } from '@siaran/realtime'

/** Live events, progress and completion that only note what they were told. */
export function fakeLive() {
  const told: { name: LiveEventName; payload: unknown }[] = []
  const completed: string[] = []
  const checked: string[] = []
  const live: LiveEvents = {
    publish(_, name, payload) {
      told.push({ name, payload })
    },
  }
  const progress: ProgressPublisher = { touch() {}, flush: async () => {}, stop: async () => {} }
  const completion: Completion = {
    name: 'completion',
    check: (campaignId) => void checked.push(campaignId),
    announce: async (campaigns) => void completed.push(...campaigns.map(({ id }) => id)),
    stop: async () => {},
  }
  return { told, completed, checked, live, progress, completion }
}
