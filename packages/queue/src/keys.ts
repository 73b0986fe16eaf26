import type { QueueName } from '@siaran/contracts'

/**
 * Every Redis key and channel of the queues. A queue's name stands in braces: a hash tag, so that all keys of one queue
 * share a slot of a Redis Cluster and different queues spread over it.
 *
 *   siaran:{campaigns}:…            fixed queues, one for each kind of work
 *   siaran:{device-<id>}:…          one for each device
 *   siaran:jobs-were-here           set once the repeatable jobs are; missing: Redis has been emptied
 *   siaran:notices                  channel: something changed that a sender should look at
 */
export const PREFIX = 'siaran'

export const queueKey = (name: QueueName) => `{${name}}`
export const deviceQueueKey = (deviceId: string) => `{device-${deviceId}}`

/** A message's job: an older dispatch of the same message has another id, and finds nothing to claim. */
export const deviceJobId = (messageId: string, dispatch: number) => `${messageId}-${dispatch}`

/** What the id of a device's job says, where its payload says nothing; null for a job that is none of ours. */
export function readDeviceJobId(id: string): { messageId: string; dispatch: number } | null {
  const [, messageId, dispatch] = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([1-9]\d{0,8})$/.exec(id) ?? []
  return messageId === undefined ? null : { messageId, dispatch: Number(dispatch) }
}

export const deviceJobKey = (deviceId: string, messageId: string, dispatch: number) =>
  `${PREFIX}:${deviceQueueKey(deviceId)}:${deviceJobId(messageId, dispatch)}`

export const NOTICES = `${PREFIX}:notices`

export const JOBS_WERE_HERE = `${PREFIX}:jobs-were-here`
