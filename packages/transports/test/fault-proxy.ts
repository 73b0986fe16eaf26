import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** What happens to the answer of a message. Everything else always passes. */
export type Fault = 'none' | 'garbage' | 'failure' | 'break'

export interface FaultProxy {
  url: string
  fault(fault: Fault): void
  /** Nothing listens any more, and whoever was connected has noticed. Tolerates being called twice. */
  vanish(): Promise<void>
  /** Listens again where it was. */
  comeBack(): Promise<void>
}

/** Stands between an adapter and its network. A message always reaches the network; its answer may not come back whole. */
export async function startFaultProxy(
  target: string,
  isMessage = (path: string) => path.endsWith('/messages'),
): Promise<FaultProxy> {
  let present: Fault = 'none'
  const sockets = new Set<Socket>()

  const server = createServer((incoming, outgoing) => {
    const fault = isMessage(incoming.url ?? '') ? present : 'none'
    const { method, headers, url = '/' } = incoming
    const onward = forward(new URL(url, target), { method, headers }, (answer) => spoil(fault, answer, outgoing))
    onward.on('error', () => outgoing.destroy())
    outgoing.on('close', () => onward.destroy())
    incoming.pipe(onward)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  await listen(0)
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    fault(fault) {
      present = fault
    },
    async vanish() {
      if (!server.listening) return
      server.close()
      // Ended, not destroyed: the close that follows is the other side's word that it has seen the end.
      await Promise.all(
        Array.from(sockets, (socket) => {
          const gone = new Promise((resolve) => socket.once('close', resolve))
          socket.end()
          return gone
        }),
      )
    },
    comeBack: () => listen(port),
  }
}

function spoil(fault: Fault, answer: IncomingMessage, outgoing: ServerResponse) {
  switch (fault) {
    case 'none':
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      return answer.pipe(outgoing)
    case 'garbage':
      return outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome to the hotel Wi-Fi</html>')
    case 'failure':
      return outgoing.writeHead(500, { 'content-type': 'application/json' }).end('{"message":"out of memory"}')
    case 'break':
      return outgoing.destroy()
  }
}
