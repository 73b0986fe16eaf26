import {
  apiKeyBody,
  apiKeyView as apiKeyShape,
  idParams,
  listOf,
  newApiKeyView,
  pageQuery,
  removedView,
  successOf,
} from '@siaran/contracts'
import type { ApiKey } from '@siaran/db'
import type { ApiDeps, App } from '../app.js'
import { audit } from '../audit.js'
import type { Scope } from '../caller.js'
import { newId } from '../new-id.js'
import { readPage } from '../page.js'
import { notFound, Problem } from '../problem.js'
import { mintToken } from '../token.js'

/** What a key may do when nobody says: the daily work, without devices, people and keys. */
const DEFAULT_SCOPES: Scope[] = ['read', 'write']

export function apiKeyRoutes(app: App, { db, endSockets }: ApiDeps): void {
  app.post(
    '/api-keys',
    {
      config: { policy: 'admin', problems: ['api_key.expiry_past'] },
      schema: {
        operationId: 'createApiKey',
        summary: 'Make an API key; only this answer shows it',
        body: apiKeyBody,
        response: { 201: successOf(newApiKeyView) },
      },
    },
    async ({ caller, body }, reply) => {
      const id = await newId(db)
      const { token: key, hash: keyHash } = mintToken('srn', id)
      const { workspaceId, userId } = caller
      const expiresAt = expiryOf(body.expiresAt)
      const scopes = [...new Set(body.scopes ?? DEFAULT_SCOPES)]
      const [created] = await db.prisma.$transaction([
        db.prisma.apiKey.create({ data: { id, workspaceId, userId, name: body.name, keyHash, scopes, expiresAt } }),
        audit(db.prisma, caller, 'api_key.created', id, { scopes }),
      ])
      return reply
        .code(201)
        .send({ success: true, message: 'Keep the key: it is not shown again', data: { ...apiKeyView(created), key } })
    },
  )

  app.get(
    '/api-keys',
    {
      config: { policy: 'admin' },
      schema: {
        operationId: 'listApiKeys',
        summary: 'API keys, newest first, without the keys themselves',
        querystring: pageQuery,
        response: { 200: listOf(apiKeyShape) },
      },
    },
    async ({ caller: { workspaceId }, query }) => {
      const { rows, page } = await readPage(query, ({ take, after }) =>
        db.prisma.apiKey.findMany({ where: { workspaceId, id: { lt: after } }, orderBy: { id: 'desc' }, take }),
      )
      return { success: true as const, data: rows.map(apiKeyView), page }
    },
  )

  app.delete(
    '/api-keys/:id',
    {
      config: { policy: 'admin', problems: ['api_key.not_found'] },
      schema: {
        operationId: 'deleteApiKey',
        summary: 'Revoke an API key, at once',
        params: idParams,
        response: { 200: successOf(removedView) },
      },
    },
    async ({ caller, params: { id } }) => {
      await db.prisma.$transaction(async (tx) => {
        const { count } = await tx.apiKey.deleteMany({ where: { id, workspaceId: caller.workspaceId } })
        if (count === 0) throw notFound('api_key')
        await audit(tx, caller, 'api_key.revoked', id)
      })
      endSockets(id)
      return { success: true as const, message: 'API key revoked', data: { id } }
    },
  )
}

function expiryOf(written: string | null | undefined): Date | null {
  if (written == null) return null
  const expiresAt = new Date(written)
  if (expiresAt.getTime() > Date.now()) return expiresAt
  const message = 'The key would have expired already'
  throw new Problem('api_key.expiry_past', message, [{ path: 'expiresAt', message }])
}

const apiKeyView = ({ id, name, scopes, createdAt, lastUsedAt, expiresAt }: ApiKey) => ({
  id,
  name,
  scopes,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  expiresAt: expiresAt?.toISOString() ?? null,
})
