import type { FastifyReply, FastifyRequest } from 'fastify'
import { type AuthenticateToken, bearerOf } from './authenticate.js'
import type { Caller } from './caller.js'
import type { LogIn } from './login.js'
import type { Authenticate } from './policy.js'
import { Problem } from './problem.js'

export const BOARD_PATH = '/admin/queues'

const COOKIE = 'siaran_board'
const cookieForm = new RegExp(`(?:^|; *)${COOKIE}=([^;]+)`)

/**
 * How a browser shows who it is at the board, where no script can set a header: HTTP Basic (email and password, through
 * the same login and its limiter) once, then a cookie that carries an access token, to this path and same-site alone. A
 * bearer token works as everywhere.
 */
export function createBoardLogin(authenticateToken: AuthenticateToken, logIn: LogIn): Authenticate {
  return async (request, reply) => {
    const { authorization = '' } = request.headers
    if (/^Bearer /i.test(authorization)) return authenticateToken(bearerOf(authorization))
    return (await byCookie(request)) ?? byPassword(authorization, request, reply)
  }

  async function byCookie(request: FastifyRequest): Promise<Caller | null> {
    const token = cookieForm.exec(request.headers.cookie ?? '')?.[1]
    if (token === undefined) return null
    try {
      return await authenticateToken(token)
    } catch (err) {
      if (err instanceof Problem) return null // it is over: the browser still knows the password
      throw err
    }
  }

  async function byPassword(authorization: string, request: FastifyRequest, reply: FastifyReply): Promise<Caller> {
    reply.header('www-authenticate', 'Basic realm="Siaran queues", charset="UTF-8"')
    const given = readBasic(authorization)
    if (given === null) throw new Problem('auth.required', 'Log in with your email and password')
    const { token, expiresAt } = await logIn({ ...given, address: request.ip })
    reply.removeHeader('www-authenticate')
    // The token's alphabet needs no escaping.
    const attributes = [`Path=${BOARD_PATH}`, `Expires=${expiresAt.toUTCString()}`, 'HttpOnly', 'SameSite=Strict']
    if (request.protocol === 'https') attributes.push('Secure')
    reply.header('set-cookie', [`${COOKIE}=${token}`, ...attributes].join('; '))
    return authenticateToken(token)
  }
}

function readBasic(authorization: string): { email: string; password: string } | null {
  const encoded = /^Basic +(\S+)$/i.exec(authorization)?.[1]
  if (encoded === undefined) return null
  const [email, ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return { email: email!.trim().toLowerCase(), password: password.join(':') }
}
