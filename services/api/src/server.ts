import { randomUUID } from 'node:crypto'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import type { Span } from '@siaran/contracts'
import fastify, { type FastifyBaseLogger, type FastifyPluginAsync, LogController } from 'fastify'
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { ApiDeps, App, RedisClient } from './app.js'
import { bearerOf, createAuthenticator } from './authenticate.js'
import { BOARD_PATH, createBoardLogin } from './board-login.js'
import { describeRoutes } from './docs.js'
import { answerBrokenRequest, answerFailure } from './failure.js'
import { keepFirstAnswers, noteBody } from './idempotency.js'
import { createLogin } from './login.js'
import { createLoginLimiter } from './login-limiter.js'
import { type Operations, operationsRoutes } from './operations.js'
import { guardRoutes } from './policy.js'
import { notFound } from './problem.js'
import { apiKeyRoutes } from './routes/api-keys.js'
import { authRoutes } from './routes/auth.js'
import { campaignActionRoutes } from './routes/campaign-actions.js'
import { campaignMessageRoutes } from './routes/campaign-messages.js'
import { campaignReceiptRoutes } from './routes/campaign-receipt.js'
import { campaignRoutes } from './routes/campaigns.js'
import { deviceConnectionRoutes } from './routes/device-connection.js'
import { deviceRoutes } from './routes/devices.js'
import { hookRoutes } from './routes/hooks.js'
import { importRoutes } from './routes/imports.js'
import { leadRoutes } from './routes/leads.js'
import { messageRoutes } from './routes/messages.js'
import { queueRoutes } from './routes/queues.js'
import { segmentRoutes } from './routes/segments.js'
import { sequenceActionRoutes } from './routes/sequence-actions.js'
import { sequenceContactRoutes } from './routes/sequence-contacts.js'
import { sequenceSimulationRoutes } from './routes/sequence-simulation.js'
import { sequenceRoutes } from './routes/sequences.js'
import { suppressionRoutes } from './routes/suppressions.js'
import { userRoutes } from './routes/users.js'
import { workspaceRoutes } from './routes/workspace.js'
import { endSilentConnections } from './silent-connections.js'
import { traceRequests } from './trace-requests.js'
import { validateWithZod } from './validation-faults.js'

const BODY_LIMIT_BYTES = 1_048_576
const NO_SPAN: Span = { traceparent: null, end() {} }

export interface ServerDeps extends ApiDeps {
  redis: RedisClient
  operations: Operations
  /** Pages for people, that libraries bring: the reference at /docs, the board at /admin/queues. */
  pages: readonly FastifyPluginAsync[]
}

/** The whole HTTP gateway, ready to listen or to be injected into. */
export async function buildServer(deps: ServerDeps): Promise<App> {
  const { config, log } = deps
  const server = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: config.TRUSTED_PROXIES.length > 0 ? config.TRUSTED_PROXIES : false,
    genReqId: ({ headers }) => acceptedRequestId(headers['x-request-id']) ?? randomUUID(),
    forceCloseConnections: 'idle',
    // As long as an address may be: an id that is none is told so by its schema.
    routerOptions: { maxParamLength: 16_384 },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (err, request, reply) => void answerFailure(err, request, reply),
  })
  const app: App = server.withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validateWithZod)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerFailure)
  app.setNotFoundHandler((request, reply) => answerFailure(notFound('route'), request, reply))
  readJsonAlone(app)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  logAnswers(app)
  traceRequests(app, deps.beginRequest ?? (() => NO_SPAN))
  endSilentConnections(app)

  await app.register(helmet)

  const authenticateToken = createAuthenticator(deps.db, deps.now)
  const logIn = createLogin(deps, createLoginLimiter(deps.redis))
  guardRoutes(app, (request) => authenticateToken(bearerOf(request.headers.authorization)), {
    '*': { policy: 'public' }, // the preflight, which carries nobody's token
    '/docs': { policy: 'public' },
    [BOARD_PATH]: { policy: 'admin', authenticate: createBoardLogin(authenticateToken, logIn) },
  })
  if (config.CORS_ORIGINS.length > 0)
    await app.register(cors, {
      origin: config.CORS_ORIGINS,
      methods: ['GET', 'POST', 'PATCH', 'DELETE'],
      exposedHeaders: ['x-request-id', 'retry-after', 'idempotency-replayed'],
    })

  await describeRoutes(app)
  operationsRoutes(app, deps.operations)
  for (const page of deps.pages) await app.register(page)
  await app.register(
    async (scope) => {
      const api = scope.withTypeProvider<ZodTypeProvider>()
      keepFirstAnswers(api, deps)
      authRoutes(api, deps, logIn)
      workspaceRoutes(api, deps)
      userRoutes(api, deps)
      apiKeyRoutes(api, deps)
      deviceRoutes(api, deps)
      deviceConnectionRoutes(api, deps)
      leadRoutes(api, deps)
      importRoutes(api, deps)
      segmentRoutes(api, deps)
      suppressionRoutes(api, deps)
      campaignRoutes(api, deps)
      campaignActionRoutes(api, deps)
      campaignMessageRoutes(api, deps)
      messageRoutes(api, deps)
      campaignReceiptRoutes(api, deps)
      sequenceRoutes(api, deps)
      sequenceActionRoutes(api, deps)
      sequenceContactRoutes(api, deps)
      sequenceSimulationRoutes(api, deps)
      queueRoutes(api, deps)
      hookRoutes(api, deps)
    },
    { prefix: '/api/v1' },
  )
  await app.ready()
  return app
}

/** JSON and nothing else; a POST that says JSON and sends nothing has no body. */
function readJsonAlone(app: App): void {
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') return done(null, undefined)
    noteBody(request, body as string)
    parse(request, body as string, done)
  })
}

/** One line an answer, without anything that a caller wrote: the route's pattern, not its address. */
function logAnswers(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
        workspaceId: request.caller?.workspaceId,
      },
      'answered',
    )
  })
}

/** A caller may bring its own request id, to find it again in both logs. */
const acceptedRequestId = (id: string | string[] | undefined) =>
  typeof id === 'string' && /^[\w.-]{8,64}$/.test(id) ? id : undefined
