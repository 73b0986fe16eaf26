import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { WebSocketServer } from 'ws'
import { selfSignedCertificate } from './certificate.js'
import { type Connection, type ConnectionDeps, openConnection, type PageSocket } from './connection.js'
import { pageFrame } from './frames.js'

/** The scripts of the page, beside the source and beside the compiled files alike. */
const PAGE = join(import.meta.dirname, '..', '..', 'page')

/** So many pictures and documents can still be looked at. */
const MOST_UPLOADS = 200

export interface WhatsAppWebOptions {
  /** 0, the default, takes a free port. */
  port?: number
  /** How the page names the text of a message's key: `$1` in WhatsApp's builds since July 2026. */
  messageKeyProperty?: '_serialized' | '$1'
  /** How long the page takes to sync after it has connected. 100 ms by default. */
  syncMs?: number
  /**
   * Who links is asked for a passkey: by a dialog that waits for a click, or of the browser at once. Nobody here has seen how
   * WhatsApp's page does it.
   */
  passkey?: 'dialog' | 'prompt'
}

export interface WhatsAppWebServer {
  port: number
  /** The phone takes every browser out that is linked to it now. */
  unlink(phone: string): void
  stop(): Promise<void>
}

interface WebServerDeps extends ConnectionDeps {
  host: string
  /** Told about what the server itself cannot do; never about a page. */
  failed(err: unknown): void
}

/**
 * WhatsApp Web: the page, where its pictures and documents are left, and the socket behind it. Over HTTPS, since the browser
 * is to take it for https://web.whatsapp.com; the certificate lives as long as the server.
 */
export async function startWhatsAppWeb(options: WhatsAppWebOptions, deps: WebServerDeps): Promise<WhatsAppWebServer> {
  const { port = 0, messageKeyProperty = '_serialized', syncMs = 100, passkey } = options
  const uploads = new Map<string, { body: Buffer; type: string }>()
  const settings = JSON.stringify({ messageKeyProperty, syncMs, passkey })

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const [, folder, name] = new URL(request.url!, 'https://web.whatsapp.com').pathname.split('/')
    const send = (type: string, body: string | Buffer) =>
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
    if (folder === '') return send('text/html; charset=utf-8', html(settings))
    if (folder === 'page' && name?.match(/^[a-z]+\.js$/)) {
      return send('text/javascript; charset=utf-8', await readFile(join(PAGE, name)))
    }
    if (folder === 'mms' && name && request.method === 'PUT') {
      uploads.set(name, {
        body: await buffer(request),
        type: request.headers['content-type'] ?? 'application/octet-stream',
      })
      if (uploads.size > MOST_UPLOADS) uploads.delete(uploads.keys().next().value as string)
      return send('application/json', '{}')
    }
    const upload = folder === 'mms' && name ? uploads.get(name) : undefined
    if (upload) return send(upload.type, upload.body)
    return response.writeHead(404).end()
  }

  const server = createServer(selfSignedCertificate('web.whatsapp.com', new Date()), (request, response) => {
    answer(request, response).catch((err) => {
      deps.failed(err)
      response.destroy()
    })
  })
  const sockets = new WebSocketServer({ server, path: '/ws/chat' })
  const connections = new Set<Connection>()
  sockets.on('connection', (socket) => {
    const page: PageSocket = {
      send: (frame) => socket.send(JSON.stringify(frame)),
      sendGarbage: () => socket.send('<html>Welcome to the hotel Wi-Fi</html>'),
      close: () => socket.terminate(),
    }
    const connection = openConnection(page, deps)
    connections.add(connection)
    socket.on('message', (data) => {
      const frame = pageFrame.safeParse(JSON.parse(data.toString()))
      if (frame.success) return connection.hear(frame.data)
      deps.failed(frame.error)
      socket.terminate()
    })
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      connections.delete(connection)
      connection.closed()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, deps.host, resolve)
  })

  return {
    port: (server.address() as AddressInfo).port,
    unlink(phone) {
      deps.linking.revokeAll(phone)
      for (const connection of connections) {
        if (connection.phone === phone) connection.unlink(true)
      }
    },
    async stop() {
      for (const socket of sockets.clients) socket.terminate()
      for (const connection of connections) connection.closed()
      sockets.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const html = (settings: string) => `<!doctype html>
<html>
  <head><meta charset="utf-8"><title>WhatsApp</title></head>
  <body><div id="app"></div><script>window.phoneNetwork = ${settings}</script><script type="module" src="/page/main.js"></script></body>
</html>
`
