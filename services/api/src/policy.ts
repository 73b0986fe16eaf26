import { type Role, roles } from '@siaran/contracts'
import { enterWorkspace } from '@siaran/db'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Caller, isAtLeast } from './caller.js'
import { answerFailure } from './failure.js'
import { Problem } from './problem.js'

/** Who may use a route: anybody, or a caller of this role and those above it. */
export type Policy = 'public' | Role

declare module 'fastify' {
  interface FastifyContextConfig {
    policy?: Policy
  }
  interface FastifyInstance {
    /** Every route that is guarded, and whom it is for: what a walk of all of them walks. */
    guardedRoutes: readonly { method: string; url: string; policy: Policy }[]
  }
}

export type Authenticate = (request: FastifyRequest, reply: FastifyReply) => Promise<Caller>

/**
 * Routes that libraries register and that cannot declare a policy of their own: by the beginning of their path. They may
 * bring their own way to show who is calling, for browsers that cannot set a header.
 */
export type ForeignPolicies = Readonly<Record<string, { policy: Policy; authenticate?: Authenticate }>>

/**
 * Guards every route that is registered from now on. A route without a policy stops the start of the process: a new route
 * is closed until somebody decided whom it is for. The caller is known before the body is read. What a route asks the
 * database is asked in the caller's workspace, and what it moves is moved in the caller's name.
 */
export function guardRoutes(app: FastifyInstance, authenticate: Authenticate, foreign: ForeignPolicies): void {
  const routes: FastifyInstance['guardedRoutes'][number][] = []
  app.decorate('guardedRoutes', routes)
  app.decorateRequest('caller')
  app.addHook('onRoute', (route) => {
    const policy = route.config?.policy ?? ofPrefix(foreign, route.url)?.policy
    if (policy === undefined)
      throw new Error(`${String(route.method)} ${route.url} declares no policy: public, ${roles.join(', ')}`)
    route.config = { ...route.config, policy }
    for (const method of [route.method].flat()) routes.push({ method, url: route.url, policy })
  })
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) return
    const { url, config } = request.routeOptions
    if (config.policy === 'public') return
    const prove = ofPrefix(foreign, url ?? '')?.authenticate ?? authenticate
    try {
      const caller = await prove(request, reply)
      assertAllowed(caller, config.policy as Role)
      request.caller = caller
    } catch (err) {
      // Answered from here and not thrown: a library may bring an error handler that makes a 500 of it.
      return answerFailure(err, request, reply)
    }
  })
  app.addHook('onRequest', ({ caller }: Pick<Partial<FastifyRequest>, 'caller'>, _reply, next) =>
    caller === undefined ? next() : enterWorkspace(caller, next),
  )
}

function ofPrefix(foreign: ForeignPolicies, url: string) {
  const prefix = Object.keys(foreign).find((path) => url === path || url.startsWith(`${path}/`))
  return prefix === undefined ? undefined : foreign[prefix]
}

/** Throws 403 when the caller's role is below the policy. */
export function assertAllowed(caller: Caller, least: Role): void {
  if (isAtLeast(caller.role, least)) return
  throw new Problem(
    'auth.forbidden',
    caller.via === 'apiKey'
      ? `This needs the role ${least}; the key acts as ${caller.role}, by its scopes and its maker's role`
      : `This needs the role ${least}; yours is ${caller.role}`,
  )
}
