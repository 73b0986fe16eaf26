import { randomInt } from 'node:crypto'
import { createServer, type Server } from 'node:net'

/**
 * Below every system's ephemeral range (Linux 32768, IANA 49152): between the look and the use, no outgoing connection
 * and no `listen(0)` can take the port. Drawn from that range, one start in some dozens met EADDRINUSE.
 */
const FIRST = 20_000
const LAST = 32_000
const MOST_DRAWS = 100

/** `count` different TCP ports of this machine's loopback that nobody listens on at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  // All are held open together: a port that was given back could be drawn twice.
  const held = new Map<number, Server>()
  try {
    for (let draws = 0; held.size < count; draws++) {
      const port = randomInt(FIRST, LAST)
      const server = held.has(port) ? null : await listen(port, '127.0.0.1').catch(() => null)
      if (server !== null) held.set(port, server)
      else if (draws > MOST_DRAWS + count) throw new Error(`No free port between ${FIRST} and ${LAST}`)
    }
    return [...held.keys()]
  } finally {
    await Promise.all([...held.values()].map(close))
  }
}

export async function freePort(): Promise<number> {
  return (await freePorts(1))[0] as number
}

/** Why nobody can listen there (`EADDRINUSE`, `EACCES`, …), or null when it can be done. */
export async function whyNotListen(port: number, host: string): Promise<string | null> {
  try {
    await close(await listen(port, host))
    return null
  } catch (err) {
    return (err as NodeJS.ErrnoException).code ?? String(err)
  }
}

function listen(port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
