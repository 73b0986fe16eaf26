import swagger from '@fastify/swagger'
import { failure } from '@siaran/contracts'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { IDEMPOTENCY_HEADER } from './idempotency.js'

const description = `Every answer has the same envelope: \`{ success, message?, data }\`, or on failure
\`{ success: false, message, error: { code, details?, requestId } }\`. Codes are stable; messages are for people.
Lists are paged by \`?limit=\` and \`?cursor=\`. Instants are ISO 8601 in UTC; phones are E.164.`

const idempotencyHeader = z.object({
  [IDEMPOTENCY_HEADER]: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe(
      'Of your choice, for this request alone. The same key and body within 24 hours gives the first answer again, with the header idempotency-replayed: true',
    ),
})

/** OpenAPI 3.1 at /docs/json, made from the zod schemas of the routes that are registered after it. */
export async function describeRoutes(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Siaran', version: '1', description },
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            description: 'An access token from /api/v1/auth/login (srs_…) or an API key (srn_…)',
          },
        },
      },
    },
    transform: (document) => {
      const { schema, url, route } = document
      if (schema === undefined || schema.hide === true || !url.startsWith('/api/'))
        return { schema: { hide: true }, url }
      const policy = route.config?.policy
      const told = {
        ...schema,
        tags: [url.split('/')[3]!],
        ...(policy !== 'public' && {
          security: [{ bearer: [] }],
          description: [schema.description, `Needs the role ${policy}.`].filter(Boolean).join(' '),
        }),
        ...(route.method === 'POST' && policy !== 'public' && { headers: idempotencyHeader }),
        response: { ...(schema.response as object | undefined), '4xx': failure, '5xx': failure },
      }
      return jsonSchemaTransform({ ...document, schema: told })
    },
  })
  app.get('/docs/json', { config: { policy: 'public' }, schema: { hide: true } }, () => app.swagger())
}
