import type { Role } from '@siaran/contracts'
import { insertCampaign, insertDevice, insertLead, insertMessage, nextPhone } from '@siaran/testkit'
import type { Policy } from '../src/policy.js'
import type { Person, TestApi } from './open-api.js'

// biome-ignore lint/suspicious/noExplicitAny: a part of an OpenAPI document, of any shape
export type Part = any

/** One operation of the API, as its document tells it. */
export interface Operation {
  name: string
  method: string
  /** As /api/v1/leads/{id} */
  path: string
  policy: Policy
  /** Of the query and of headers; those of the path are ids. */
  parameters: { name: string; in: 'query' | 'header'; required?: boolean; example?: Part; schema: Part }[]
  body: { type: string; schema: Part; examples: Part[]; required: boolean } | null
}

/** Every operation of the document, with the policy that the server guards it with. */
export function operationsOf({ app }: Pick<TestApi, 'app'>): Operation[] {
  const { paths } = app.swagger() as Part
  return Object.entries<Part>(paths).flatMap(([path, methods]) =>
    Object.entries<Part>(methods).map(([verb, { parameters = [], requestBody }]) => {
      const method = verb.toUpperCase()
      const url = path.replace(/\{(\w+)\}/g, ':$1')
      const guarded = app.guardedRoutes.find((route) => route.method === method && route.url === url)
      if (guarded === undefined) throw new Error(`${method} ${path} stands in the document and is guarded by nobody`)
      const [type, media] = Object.entries<Part>(requestBody?.content ?? {})[0] ?? []
      return {
        name: `${method} ${path}`,
        method,
        path,
        policy: guarded.policy,
        parameters: parameters.filter((parameter: Part) => parameter.in !== 'path'),
        body: type ? { type, schema: media.schema, examples: valuesOf(media), required: requestBody.required } : null,
      }
    }),
  )
}

const valuesOf = ({ example, examples = {} }: Part): Part[] =>
  example === undefined ? Object.values<Part>(examples).map(({ value }) => value) : [example]

/** What the path's parameters name: `campaigns` for the id of /campaigns/{id}, `leads` for any {leadId}. */
export const collectionsOf = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => (name === 'id' ? path.split('/')[3]! : name!.replace(/Id$/, 's')))

/** The path with its parameters filled in, one after the other, and with what its query must say, by the example. */
export function addressOf({ path, parameters }: Operation, ids: readonly string[] = []): string {
  let place = 0
  const filled = path.replace(/\{\w+\}/g, () => ids[place++]!)
  const asked = parameters.filter((parameter) => parameter.in === 'query' && parameter.required)
  const query = new URLSearchParams(asked.map(({ name, example }): [string, string] => [name, String(example)]))
  return query.size === 0 ? filled : `${filled}?${query}`
}

/** Objects that no example can make, by collection. */
const byHand: Record<string, (api: TestApi, owner: Person) => Promise<string>> = {
  deviceToken: async (_, owner) => {
    const credentials = { deviceId: 'w' }
    const { body } = await owner.call('POST', 'devices', { name: 'Gateway', transport: 'whacenter', credentials })
    return body.data.hookPath.split('/').at(-1)
  },
  imports: async ({ stores: { db } }, { workspaceId }) => {
    const data = { workspaceId, mode: 'skip', status: 'failed', fileName: 'leads.csv', failureReason: 'It was empty' }
    const errors = { create: [{ row: 2, field: 'phone', message: 'Not a phone number', value: 'tiada' }] }
    return (await db.prisma.import.create({ data: { ...data, errors } })).id
  },
  messages: async ({ stores: { db } }, { workspaceId }) => {
    const [{ id: campaignId }, { id: deviceId }, { id: leadId }] = [
      await insertCampaign(db, { workspaceId, status: 'completed', expandedAt: new Date() }),
      await insertDevice(db, { workspaceId }),
      await insertLead(db, { workspaceId }),
    ]
    const inDoubt = { status: 'unconfirmed', content: 'Hi', sendingAt: new Date(), errorCode: 'no_answer' }
    return (await insertMessage(db, { workspaceId, campaignId, deviceId, leadId, ...inDoubt })).id
  },
}

/** A new object of the collection in the person's workspace; made from the document's first example of its POST. */
export async function makeObject(api: TestApi, owner: Person, collection: string): Promise<string> {
  if (byHand[collection] !== undefined) return byHand[collection](api, owner)
  const post = operationsOf(api).find(({ name }) => name === `POST /api/v1/${collection}`)
  const answer = post && (await owner.call('POST', collection, distinct(post.body?.examples[0])))
  const id = answer?.body?.data?.id
  if (typeof id === 'string') return id
  throw new Error(
    `No object of ${collection} could be made: give the body of POST /api/v1/${collection} a first example that stands by itself, or add ${collection} to byHand in test/operations.ts. ${JSON.stringify(answer?.body)}`,
  )
}

let made = 0

/** The example, with what has to be nobody else's: phones, emails and names. */
export const distinct = (example: Part): Part =>
  JSON.parse(JSON.stringify(example ?? null), (key, value) => {
    if (key === 'phone' && typeof value === 'string') return nextPhone()
    if (key === 'email' && typeof value === 'string') return `walk-${++made}@example.com`
    if (key === 'name' && typeof value === 'string') return `${value} ${++made}`
    return value
  })

/** A request with a body that the document itself shows. */
export function exampleRequest({ method, body }: Operation, token: string | null): RequestInit {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
  if (body === null) return { method, headers }
  const example = distinct(body.examples[0])
  if (body.type === 'application/json')
    return { method, headers: { ...headers, 'content-type': body.type }, body: JSON.stringify(example) }
  return { method, headers, body: formOf(example, body.schema) }
}

/** A form of fields: those that the schema calls binary as files, texts as they are, everything else as JSON. */
export function formOf(fields: Record<string, Part>, schema: Part): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields))
    if (schema.properties[name]?.format === 'binary') form.append(name, new Blob([value]), 'leads.csv')
    else form.append(name, typeof value === 'string' ? value : JSON.stringify(value))
  return form
}

export const isGuarded = <Route extends { policy: Policy }>(route: Route): route is Route & { policy: Role } =>
  route.policy !== 'public'
