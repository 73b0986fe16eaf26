import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAdapter } from '@socket.io/redis-adapter'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { Server } from 'socket.io'
import { type CampaignWatch, type LiveServer, type LiveSocket, serveCampaignWatch } from './campaign-watch.js'
import { LIVE_PREFIX, rooms } from './channels.js'
import { openLiveConnections } from './live-connections.js'
import { isAllowedOrigin } from './origin.js'
import { type SocketCaller, watchSession } from './session-watch.js'

export interface SocketGateway {
  name: string
  /** Begins to serve `/socket.io` on the HTTP server, before or after it listens. */
  start(): Promise<void>
  /** Disconnects everyone here and closes the Redis connections; the HTTP server is its owner's to close. */
  stop(): void
  /** Disconnects the sockets of a session at once, on every API process. */
  disconnectSession(sessionId: string): void
}

export interface SocketGatewayOptions extends CampaignWatch {
  server: HttpServer
  /** Two connections are made like this one; itself it stays free. */
  redis: Redis
  /** Pages of other hosts that may open a socket. */
  origins: string[]
  /** Whom a token stands for; null: nobody. Asked at the handshake and every minute after. */
  authenticate(token: string): Promise<SocketCaller | null>
  log: Logger
}

const PATH = '/socket.io'
/** Clients send ids and nothing else. */
const MOST_BYTES_IN = 16_384
const TOKEN_MAX_LENGTH = 1_000
const SUBSCRIBED_WITHIN_MS = 5_000

/**
 * The hearing end: sockets on an API's HTTP server. A socket is let in with a token (`auth: { token }`, or a bearer
 * header), hears everything of its workspace, and the campaigns it watches; it never chooses a room. It is
 * disconnected when its token ends or is revoked. With Redis away the sockets stay, and hear nothing.
 */
export function createSocketGateway(options: SocketGatewayOptions): SocketGateway {
  const { server, redis, origins, authenticate, log } = options
  let serving: { io: LiveServer; close(): void } | undefined
  let stopped = false

  const allowRequest = (request: IncomingMessage, decide: (problem: string | null, allowed: boolean) => void) => {
    if (stopped) return decide('This server is stopping', false)
    if (isAllowedOrigin(request.headers.origin, request.headers.host, origins)) return decide(null, true)
    log.warn({ origin: request.headers.origin?.slice(0, 200) }, 'a page of a foreign origin asked for a socket')
    decide('This origin is not allowed', false)
  }

  const admit = async (socket: LiveSocket, next: (refusal?: Error) => void) => {
    try {
      const token = tokenOf(socket)
      const caller = token === null ? null : await authenticate(token)
      if (token === null || caller === null) return next(refusal('unauthorized', 'The token is missing, wrong or over'))
      socket.data = { caller, token }
      next()
    } catch (err) {
      log.error({ err }, 'a socket could not be authenticated')
      next(refusal('unavailable', 'The token could not be checked; try again'))
    }
  }

  const welcome = async (socket: LiveSocket) => {
    const { caller, token } = socket.data
    serveCampaignWatch(socket, options, log)
    await socket.join([rooms.workspace(caller.workspaceId), rooms.session(caller.sessionId)])
    if (!socket.connected) return
    // Behind the rooms: an end of the session finds the socket there, or is seen by the first question.
    const unwatch = watchSession({
      caller,
      authenticate: () => authenticate(token),
      end: () => socket.disconnect(true),
      log,
    })
    socket.on('disconnect', unwatch)
  }

  return {
    name: 'sockets',
    async start() {
      if (serving !== undefined || stopped) return
      const connections = openLiveConnections(redis, log)
      const io: LiveServer = new Server({
        path: PATH,
        serveClient: false,
        maxHttpBufferSize: MOST_BYTES_IN,
        connectTimeout: 10_000,
        transports: ['websocket', 'polling'],
        allowRequest,
        ...(origins.length > 0 && { cors: { origin: origins } }),
        adapter: createAdapter(connections.publisher, connections.subscriber, { key: LIVE_PREFIX }),
      })
      io.use((socket, next) => void admit(socket, next))
      io.on('connection', (socket) => void welcome(socket))
      io.attach(server)
      serving = {
        io,
        close() {
          io.local.disconnectSockets(true)
          io.engine.close()
          connections.close()
        },
      }
      // A Redis that is away does not hold up the API.
      const ready = await Promise.race([
        connections.subscribed().then(() => true),
        sleep(SUBSCRIBED_WITHIN_MS, false, { ref: false }),
      ])
      if (!ready) log.warn('no live events yet: Redis does not answer')
    },
    stop() {
      stopped = true
      serving?.close()
      serving = undefined
    },
    disconnectSession(sessionId) {
      if (serving === undefined) return
      // Here without asking Redis, elsewhere through it; what gets lost is caught by the minute's question.
      serving.io.local.in(rooms.session(sessionId)).disconnectSockets(true)
      serving.io.in(rooms.session(sessionId)).disconnectSockets(true)
    },
  }
}

function tokenOf(socket: LiveSocket): string | null {
  const given: unknown = socket.handshake.auth.token
  const token =
    typeof given === 'string' ? given : /^Bearer (.+)$/i.exec(socket.handshake.headers.authorization ?? '')?.[1]
  return token !== undefined && token !== '' && token.length <= TOKEN_MAX_LENGTH ? token : null
}

/** What the client gets as `connect_error`: a sentence, and `data.code` for the program. */
const refusal = (code: string, message: string) => Object.assign(new Error(message), { data: { code } })
