import type { Socket } from 'node:net'
import type { App } from './app.js'

/**
 * Ends, when the app closes, the connections that have never asked for anything, as browsers open them in advance. Node
 * takes them for busy ones, and waits for up to a minute and a half.
 */
export function endSilentConnections(app: App): void {
  const silent = new Set<Socket>()
  app.server.on('connection', (socket: Socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  app.server.on('request', ({ socket }) => silent.delete(socket))
  app.addHook('preClose', async () => {
    for (const socket of silent) socket.destroy()
  })
}
