import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { openTestStores } from '@siaran/testkit'
import { Redis } from 'ioredis'

/** The test's Redis, behind a door: while it is shut, connections break and new ones are refused. */
export async function openBreakableRedis() {
  const stores = await openTestStores()
  const { path, host, port, db } = stores.redis.client.options
  const sockets = new Set<Socket>()
  const clients: Redis[] = []
  const door = createServer((inside) => {
    const outside = path ? connect(path) : connect(port!, host)
    for (const [one, other] of [
      [inside, outside],
      [outside, inside],
    ] as const) {
      sockets.add(one)
      one.pipe(other)
      one.on('error', () => {})
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
  })
  const open = async (at: number) => {
    door.listen(at, '127.0.0.1')
    await once(door, 'listening')
    return (door.address() as AddressInfo).port
  }
  const shut = () => {
    door.close()
    for (const socket of sockets) socket.destroy()
  }
  const doorPort = await open(0)

  return {
    /** As a service opens its own. */
    connect(): Redis {
      const client = new Redis(doorPort, '127.0.0.1', { db, socketTimeout: 15_000, retryStrategy: () => 50 })
      client.on('error', () => {})
      clients.push(client)
      return client
    },
    shut,
    reopen: () => open(doorPort),
    async close() {
      for (const client of clients) client.disconnect()
      shut()
      await stores.close()
    },
  }
}
