import { type BackendFactory, createRedisBackend, type RedisQueueBackend } from 'bullmq'

/** Epoch milliseconds of the clock by which all processes wait. */
export type Now = () => number

/**
 * Where BullMQ's scripts take the time that it reads from Date.now(): by the script, the place among its keys and
 * arguments (6.7.0; a test asks each for it). What is delayed is promoted, and the schedulers' next jobs are timed, by it.
 */
const placeOfNow: Readonly<Record<string, number>> = {
  moveToActive: 12,
  moveToFinished: 15,
  moveToDelayed: 12,
  retryJob: 12,
  addJobScheduler: 17,
  updateJobScheduler: 16,
}

/**
 * BullMQ's backend for Redis, by another clock than the machine's: `now` stands where BullMQ would put Date.now() into a
 * script. So no wall clock decides when a delayed job is due, and a job that one process delays is due for all at once.
 * A delayed job that is added carries its time itself, as `timestamp`.
 */
export const byStoreTime =
  (now: Now): BackendFactory<RedisQueueBackend> =>
  (...asked) => {
    const backend = createRedisBackend(...asked)
    const execute = backend.execCommand.bind(backend)
    backend.execCommand = (client, command, args) => {
      const place = placeOfNow[command]
      return execute(client, command, place === undefined ? args : args.with(place, now()))
    }
    return backend
  }

/**
 * The same for an ordinary Worker, whose loop compares the times that come out of Redis with Date.now(): they are given
 * to it as its wall clock will show them. A clock that is set while it blocks costs that one wait, ten seconds at most.
 */
export const byStoreTimeForWorkers =
  (now: Now): BackendFactory<RedisQueueBackend> =>
  (...asked) => {
    const backend = byStoreTime(now)(...asked)
    const onTheWall = (at: number) => (at > 0 ? at - now() + Date.now() : at)
    const execute = backend.execCommand.bind(backend)
    backend.execCommand = (client, command, args) => {
      const answer = execute(client, command, args)
      return fetches.has(command) ? answer.then((fetched: unknown) => withDueAt(fetched, onTheWall)) : answer
    }
    const waitForJob = backend.waitForJob.bind(backend)
    backend.waitForJob = async (seconds) => {
      const marker = await waitForJob(seconds)
      return marker && { ...marker, score: onTheWall(marker.score) }
    }
    return backend
  }

/** Scripts that may answer the next job, and when the one after is due: [job, id, limit, due at]. */
const fetches = new Set(['moveToActive', 'moveToFinished', 'moveToDelayed'])

const withDueAt = (fetched: unknown, change: (at: number) => number): unknown =>
  Array.isArray(fetched) && fetched.length === 4 ? fetched.with(3, change(Number(fetched[3]))) : fetched
