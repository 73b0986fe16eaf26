import { deviceQueueKey, openRedis, PREFIX } from '@siaran/queue'
import { testLog } from '@siaran/testkit'
import type { World } from './world.js'

interface Row {
  id: string
  device_id: string
  dispatch_number: number
  says: string
}

/** Where each of some messages stands that did not come to their end: its row, its device, and its job in Redis. */
export async function whereabouts({ db, stores }: World, ids: readonly string[]): Promise<string[]> {
  const { rows } = await db.pool.query<Row>(
    `select m.id, m.device_id, m.dispatch_number,
       concat_ws(', ', m.status, 'attempts ' || m.attempts, 'dispatch ' || m.dispatch_number,
         'slot ' || extract(epoch from now() - m.scheduled_at)::int || ' s ago', 'device ' || d.status,
         'lease of ' || d.lease_owner || ' at epoch ' || d.lease_epoch
           || case when d.lease_until > now() then '' else ', run out' end) as says
     from messages m join devices d on d.id = m.device_id where m.id = any($1::uuid[]) order by m.id`,
    [ids],
  )
  const redis = openRedis(stores.redis.running.url, testLog)
  try {
    await redis.start()
    return await Promise.all(
      rows.map(async ({ id, device_id, dispatch_number, says }) => {
        const queue = `${PREFIX}:${deviceQueueKey(device_id)}`
        const job = `${id}-${dispatch_number}`
        const [made, active, waiting, delayed, lock] = await Promise.all([
          redis.client.exists(`${queue}:${job}`),
          redis.client.lpos(`${queue}:active`, job),
          redis.client.lpos(`${queue}:wait`, job),
          redis.client.zscore(`${queue}:delayed`, job),
          redis.client.get(`${queue}:${job}:lock`),
        ])
        const place =
          active !== null
            ? `in hand${lock === null ? ' without a lock' : ` of ${lock}`}`
            : waiting !== null
              ? 'waiting'
              : delayed !== null
                ? `delayed by ${delayed}`
                : 'in no list'
        return `${id} (device ${device_id}): ${says}; ${made === 1 ? `its job is ${place}` : 'it has no job'}`
      }),
    )
  } finally {
    await redis.stop()
  }
}
