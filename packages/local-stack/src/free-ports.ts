import { type AddressInfo, createServer, type Server } from 'node:net'

/** `count` different TCP ports of this machine's loopback that nobody listens on at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  // All are held open together: a port that was given back could be drawn twice.
  const held = await Promise.all(Array.from({ length: count }, () => listen(0, '127.0.0.1')))
  const ports = held.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(held.map(close))
  return ports
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
