import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  answerIdempotencyKey,
  type ClaimedKey,
  claimIdempotencyKey,
  type Database,
  readIdempotencyKey,
} from '@siaran/db'
import { createSecretBox, type SecretBox } from '@siaran/secrets'
import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler, preHandlerAsyncHookHandler } from 'fastify'
import type { ApiDeps, App } from './app.js'
import { invalid, Problem } from './problem.js'

export const IDEMPOTENCY_HEADER = 'idempotency-key'
const REPLAYED_HEADER = 'idempotency-replayed'

const form = /^[\x20-\x7e]{1,200}$/
/** How long a request waits for the answer of its equal that came first. */
const WAIT_MS = 5_000
const LOOK_EVERY_MS = 50

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body is a stream: the handler calls `firstAnswer` itself, when it has read it and before it does anything. */
    claimsItself?: boolean
  }
  interface FastifyRequest {
    /** SHA-256 of the body as it came, for requests with an idempotency key. */
    bodyDigest: Buffer | undefined
    /** The claim under which this request is the first with its key. */
    claimId: string | undefined
  }
}

export interface FirstAnswer {
  status: number
  body: string
}

/**
 * `Idempotency-Key` on every POST that is registered from now on, but for public ones: within 24 hours the same key and
 * body gives the first answer again, without its effect. Recorded is what reaches the handler and whatever it answers;
 * who is refused before that may use the key again.
 *
 * The row of the key is the promise: the first to insert it works, also of many at once and over any number of
 * processes; the others wait for its answer without holding a connection. When the process of the first one dies, the
 * outcome is unknown, is called so, and nothing is done again by itself. A request without the header asks nobody.
 */
export function keepFirstAnswers(app: App, deps: Pick<ApiDeps, 'db' | 'config' | 'log'>): void {
  const { db, log } = deps
  const secrets = createSecretBox(deps.config.SIARAN_SECRET_KEY)
  app.decorateRequest('bodyDigest')
  app.decorateRequest('claimId')

  const checkKey: onRequestAsyncHookHandler = async (request) => {
    const key = request.headers[IDEMPOTENCY_HEADER]
    if (key !== undefined && !form.test(String(key)))
      throw invalid({ path: 'Idempotency-Key', message: 'Expected 1 to 200 printable ASCII characters' })
  }

  const answerOnce: preHandlerAsyncHookHandler = async (request, reply) => {
    if (request.headers[IDEMPOTENCY_HEADER] === undefined || request.routeOptions.config.claimsItself) return
    const first = await firstAnswer(db, secrets, request, request.bodyDigest)
    if (first !== null) return replay(reply, first)
  }

  const keepAnswer = async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    const { claimId: id } = request
    if (id === undefined) return payload
    try {
      if (typeof payload !== 'string') throw new TypeError('Only an answer in JSON can be given again')
      const answer = secrets.seal(payload, id)
      await answerIdempotencyKey(db, { id, status: reply.statusCode, answer })
    } catch (err) {
      // The caller gets it all the same; who asks again is told that the outcome is unknown.
      log.error({ err, route: request.routeOptions.url }, 'the first answer to an idempotency key was not kept')
    }
    return payload
  }

  app.addHook('onRoute', (route) => {
    if (route.method !== 'POST' || route.config?.policy === 'public') return
    route.onRequest = [...[route.onRequest ?? []].flat(), checkKey]
    route.preHandler = [...[route.preHandler ?? []].flat(), answerOnce]
    route.onSend = [...[route.onSend ?? []].flat(), keepAnswer]
  })
}

/**
 * Null: this request has no key, or is the first with it and is to be worked on. Otherwise what the first one was
 * answered, which may take it a while. Throws 422 `request.idempotency_mismatch` when the first one asked for something
 * else, 409 `request.in_progress` when its answer does not come, 409 `request.outcome_unknown` when none will.
 */
export async function firstAnswer(
  db: Database,
  secrets: SecretBox,
  request: FastifyRequest,
  bodyDigest: Buffer | undefined,
): Promise<FirstAnswer | null> {
  const key = request.headers[IDEMPOTENCY_HEADER]
  if (typeof key !== 'string') return null
  const { workspaceId, userId } = request.caller
  const scope = { workspaceId, userId, key }
  const fingerprint = createHash('sha256').update(`${request.method} ${request.url}\n`)
  const asked = fingerprint.update(bodyDigest ?? '').digest()
  const deadline = performance.now() + WAIT_MS
  for (;;) {
    const claimId = await claimIdempotencyKey(db, scope, asked)
    if (claimId !== null) {
      request.claimId = claimId
      return null
    }
    let claimed = await readIdempotencyKey(db, scope)
    while (claimed !== null) {
      if (!asked.equals(claimed.fingerprint)) throw mismatch()
      if (claimed.answer !== null) return openAnswer(claimed, secrets, request)
      if (claimed.overdue) throw outcomeUnknown()
      if (performance.now() > deadline) throw inProgress()
      await sleep(LOOK_EVERY_MS)
      claimed = await readIdempotencyKey(db, scope)
    }
  }
}

/** Gives a first answer again. */
export const replay = (reply: FastifyReply, { status, body }: FirstAnswer): FastifyReply =>
  reply
    .code(status)
    .header(REPLAYED_HEADER, 'true')
    .type('application/json; charset=utf-8')
    .serializer((text: string) => text)
    .send(body)

/** An answer that does not open any more (its key is gone, or it was tampered with) is as good as none. */
function openAnswer({ id, status, answer }: ClaimedKey, secrets: SecretBox, request: FastifyRequest): FirstAnswer {
  try {
    return { status: status!, body: secrets.open(answer!, id) as string }
  } catch (err) {
    request.log.error({ err }, 'the first answer to an idempotency key could not be opened')
    throw outcomeUnknown(err)
  }
}

const mismatch = () =>
  new Problem('request.idempotency_mismatch', 'This Idempotency-Key was used for another request; use a new one')

const outcomeUnknown = (cause?: unknown) =>
  new Problem(
    'request.outcome_unknown',
    'There is no answer to the first request with this Idempotency-Key, and whether it took effect is not known. Look ' +
      'whether what it was to do is there; if it is not, ask again with a new key',
    undefined,
    { cause },
  )

const inProgress = () =>
  new Problem(
    'request.in_progress',
    'The first request with this Idempotency-Key is still being worked on; ask again in a moment',
    undefined,
    { retryAfterSeconds: Math.ceil(WAIT_MS / 1_000) },
  )

/** Called by whoever reads a body: remembers what it was, when somebody will want to know. */
export function noteBody(request: FastifyRequest, body: string): void {
  if (request.headers[IDEMPOTENCY_HEADER] === undefined) return
  request.bodyDigest = createHash('sha256').update(body).digest()
}
