import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A road to a port that can be taken away. */
export interface Tunnel {
  port: number
  /** Cuts every connection; nothing listens any more. */
  vanish(): Promise<void>
}

export async function openTunnel(to: number): Promise<Tunnel> {
  const sockets = new Set<Socket>()
  const server = createServer((inside) => {
    const outside = connect(to, '127.0.0.1')
    for (const socket of [inside, outside]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        inside.destroy()
        outside.destroy()
      })
    }
    inside.pipe(outside).pipe(inside)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async vanish() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
