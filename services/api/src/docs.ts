import swagger from '@fastify/swagger'
import { groupBy } from '@siaran/domain'
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { IDEMPOTENCY_HEADER } from './idempotency.js'
import { type ProblemCode, problemStatuses } from './problem.js'

const description = `Every answer has the same envelope: \`{ success, message?, data }\`, or on failure
\`{ success: false, message, error: { code, details?, requestId } }\`. Codes are stable; messages are for people.
Lists are paged by \`?limit=\` and \`?cursor=\`. Instants are ISO 8601 in UTC; phones are E.164.`

/** What a key of the caller's choice can meet. */
const idempotencyProblems = [
  'request.idempotency_mismatch',
  'request.in_progress',
  'request.outcome_unknown',
] as const satisfies ProblemCode[]

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

/** The first word of a path below /api/v1 → what it is about. */
const tags: Record<string, string> = {
  auth: 'Who is calling',
  workspace: 'What everything belongs to: its name, time zone and country',
  'api-keys': 'Tokens for programs; a key never may do more than the person who made it',
  users: 'People of the workspace, each with a role',
  devices: 'WhatsApp accounts that send',
  leads: 'People to write to',
  imports: 'Spreadsheets of leads on their way in',
  segments: 'Audiences with a name: a filter over the leads',
  suppressions: 'Phones that are never messaged',
  campaigns: 'One message to many leads, at a pace, with an account of every single one',
  messages: 'What has to be looked at, over all campaigns; and what to do about a message in doubt',
  sequences: 'A journey of messages for each lead that comes with a trigger',
  hooks: 'Where the gateways of devices call',
  queues: 'How much work waits, and how fast it goes',
}

/** What a route may say of itself beyond its schemas. */
declare module 'fastify' {
  interface FastifyContextConfig {
    /** What can go wrong on purpose, beside what can go wrong on every route. */
    problems?: readonly ProblemCode[]
    /** No answer has a body, also where these go wrong. */
    answersNothing?: readonly ProblemCode[]
    /** The fields of a multipart form: read as a stream, so that no schema checks it on its way in. */
    form?: z.ZodType
  }
}

/** OpenAPI 3.1 at /docs/json, made from the zod schemas of the routes that are registered after it. */
export async function describeRoutes(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Siaran', version: '1', description },
      servers: [{ url: '/', description: 'This one' }],
      tags: Object.entries(tags).map(([name, about]) => ({ name, description: about })),
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
      const { policy, form } = route.config ?? {}
      const told = {
        ...schema,
        ...(form !== undefined && { body: form }),
        tags: [url.split('/')[3]!],
        security: policy === 'public' ? [] : [{ bearer: [] }],
        ...(policy !== 'public' && {
          description: [schema.description, `Needs the role ${policy}.`].filter(Boolean).join(' '),
        }),
        ...(route.method === 'POST' && policy !== 'public' && { headers: idempotencyHeader }),
      }
      const described = jsonSchemaTransform({ ...document, schema: told })
      // biome-ignore lint/suspicious/noExplicitAny: JSON Schema by now, which Fastify has no type for
      const { response, ...rest } = described.schema as any
      const answers = route.config?.answersNothing
        ? emptyAnswers(route.config.answersNothing)
        : { ...response, ...failuresOf(route, schema) }
      return { url, schema: { ...rest, response: answers } }
    },
    transformObject: (document) => {
      const whole = jsonSchemaTransformObject(document) as unknown as Document
      for (const operation of operationsOf(whole)) tidy(operation)
      dropUnused(whole)
      return whole as never
    },
  })
  app.get('/docs/json', { config: { policy: 'public' }, schema: { hide: true } }, () => app.swagger())
}

// biome-ignore lint/suspicious/noExplicitAny: a JSON Schema, of any shape
type Json = any
type Operation = { requestBody?: Json; responses: Record<string, Json>; [field: string]: Json }
type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Json> } }

const operationsOf = ({ paths }: Document) => Object.values(paths).flatMap((path) => Object.values(path))

/** What a route can answer beside what it is for, by status; each with the codes that come with it. */
function failuresOf({ method, config }: RouteOptions, schema: FastifySchema): Record<string, Json> {
  const takesBody = method !== 'GET'
  const isPaged = schema.querystring instanceof z.ZodObject && 'cursor' in schema.querystring.shape
  const codes: ProblemCode[] = [
    ...(takesBody
      ? (['request.invalid', 'request.malformed', 'request.too_large', 'request.unsupported_media'] as const)
      : []),
    ...(schema.params !== undefined || schema.querystring !== undefined ? (['request.invalid'] as const) : []),
    ...(isPaged ? (['request.cursor_invalid'] as const) : []),
    ...(config?.policy === 'public'
      ? []
      : (['auth.required', 'auth.invalid', 'auth.expired', 'auth.forbidden'] as const)),
    ...(method === 'POST' && config?.policy !== 'public' ? idempotencyProblems : []),
    ...(config?.problems ?? []),
    'request.headers_too_large',
    'server.error',
    'store.unavailable',
  ]
  const byStatus = groupBy([...new Set(codes)], (code) => problemStatuses[code])
  return Object.fromEntries([...byStatus].map(([status, those]) => [status, failureWith(those)]))
}

const emptyAnswers = (problems: readonly ProblemCode[]): Record<string, Json> => {
  const codes: ProblemCode[] = [
    ...problems,
    'request.malformed',
    'request.too_large',
    'server.error',
    'store.unavailable',
  ]
  const failures = codes.map((code) => [
    problemStatuses[code],
    { type: 'null', description: `As \`${code}\`, without a body` },
  ])
  return {
    200: { type: 'null', description: 'Heard; the body is empty' },
    ...Object.fromEntries(failures),
    // Said before it is known what is asked for.
    431: failureWith(['request.headers_too_large']),
  }
}

const failureWith = (codes: ProblemCode[]) => ({
  description: codes.map((code) => `\`${code}\``).join(', '),
  content: {
    'application/json': {
      schema: {
        allOf: [
          { $ref: '#/components/schemas/Failure' },
          {
            type: 'object',
            properties: { error: { type: 'object', properties: { code: { type: 'string', enum: codes } } } },
          },
        ],
        examples: [
          {
            success: false,
            message: 'What went wrong, for a person',
            error: { code: codes[0], requestId: '4c1f0c9e-8a55-4b7e-9d0b-2f6a1c3e5d7b' },
          },
        ],
      },
    },
  },
})

/**
 * What the generators leave: a body that may be null is one that may be missing, and examples belong beside the schema
 * of a body, where readers and tools look for them.
 */
function tidy({ requestBody, responses }: Operation): void {
  for (const media of Object.values<Json>(requestBody?.content ?? {})) {
    const [schema, none] = media.schema.anyOf ?? []
    if (none?.type === 'null') {
      media.schema = schema
      requestBody.required = false
    }
  }
  for (const [status, response] of Object.entries(responses)) {
    if (response.description === 'Default Response') response.description = status === '200' ? 'Done' : 'Accepted'
    if (status === '201') response.description = 'Created'
  }
  for (const { content } of [requestBody ?? {}, ...Object.values(responses)])
    for (const media of Object.values<Json>(content ?? {})) {
      const { examples, ...schema } = media.schema
      if (examples === undefined) continue
      media.schema = schema
      media.examples = Object.fromEntries(examples.map((value: unknown, n: number) => [`example${n + 1}`, { value }]))
    }
}

/** Every named schema comes as one for what goes in and one for what comes out; most are only ever one of them. */
function dropUnused({ paths, components }: Document): void {
  const used = new Set<string>()
  const follow = (part: unknown): void => {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g))
      if (!used.has(name!)) {
        used.add(name!)
        follow(components.schemas[name!])
      }
  }
  follow(paths)
  components.schemas = Object.fromEntries(Object.entries(components.schemas).filter(([name]) => used.has(name)))
}
