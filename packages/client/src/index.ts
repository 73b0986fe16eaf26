import createClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './generated/api.js'

export type { components, operations, paths } from './generated/api.js'

type Schemas = components['schemas']
export type Campaign = Schemas['Campaign']
export type Device = Schemas['Device']
export type Lead = Schemas['Lead']
export type Import = Schemas['Import']
export type Message = Schemas['Message']
export type Failure = Schemas['Failure']

export type SiaranClient = Client<paths>

export interface ClientOptions {
  /** Where the API listens, as http://127.0.0.1:3000 */
  baseUrl: string
  /** An access token or an API key; a function is asked before each request. None yet: to log in. */
  token?: string | (() => string | undefined)
  fetch?: (request: Request) => Promise<Response>
}

/**
 * A fetch that knows the API: paths, bodies and answers are typed by its own document. An answer below 400 comes as
 * `data`, any other as `error`, both with the envelope; only the network throws.
 */
export function createSiaranClient({ baseUrl, token, fetch }: ClientOptions): SiaranClient {
  const client = createClient<paths>({ baseUrl, ...(fetch && { fetch }) })
  client.use({
    onRequest({ request }) {
      const current = typeof token === 'function' ? token() : token
      if (current !== undefined) request.headers.set('authorization', `Bearer ${current}`)
    },
  })
  return client
}

/** For `bodySerializer` of a route that takes a form: files and texts as they are, everything else as JSON. */
export function asForm(body: Record<string, unknown>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(body))
    if (value instanceof Blob) form.set(name, value)
    else if (value !== undefined) form.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  return form
}
