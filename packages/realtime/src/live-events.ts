import { type Audience, type LiveEvents, liveEvents } from '@siaran/contracts'
import { Emitter } from '@socket.io/redis-emitter'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { LIVE_PREFIX, rooms } from './channels.js'
import { guardedPublisher } from './guarded-publisher.js'

/**
 * The publishing end, for any process: it holds no sockets, Redis carries its events to the APIs that do. Never throws,
 * never waits; while Redis is away events are lost, and clients refetch. `validate` is for tests: a payload that the
 * contract does not know is then an exception where it is made.
 */
export function createLiveEvents(options: { redis: Redis; log: Logger; validate?: boolean }): LiveEvents {
  const { log, validate = false } = options
  const emitter = new Emitter(guardedPublisher(options.redis, log), { key: LIVE_PREFIX })

  return {
    publish(audience, name, payload) {
      if (validate) liveEvents[name].parse(payload)
      try {
        emitter.to(roomsOf(audience)).emit(name, payload)
      } catch (err) {
        log.error({ err, event: name }, 'a live event could not be encoded')
      }
    },
  }
}

/** All rooms in one emit: a socket that is in two of them hears the event once. */
const roomsOf = ({ workspaceId, campaignId }: Audience): string[] =>
  campaignId === undefined ? [rooms.workspace(workspaceId)] : [rooms.workspace(workspaceId), rooms.campaign(campaignId)]
