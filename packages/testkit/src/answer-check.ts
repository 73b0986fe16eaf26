import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

/** An answer as it came; `body` is parsed when it is JSON. */
export interface CheckedAnswer {
  method: string
  /** With or without a query. */
  path: string
  status: number
  contentType: string | null
  body: unknown
}

// biome-ignore lint/suspicious/noExplicitAny: a part of an OpenAPI document, of any shape
type Part = any

/**
 * Holds answers against the OpenAPI document that promised them. Throws with a sentence when the document does not name
 * the status or the content type, or when the body does not fit. What is no route at all has to be a failure with the
 * envelope; what lies outside /api is not promised by the document.
 */
export function createAnswerCheck(document: Part): (answer: CheckedAnswer) => void {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, logger: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema(document, 'openapi')
  const compiled = new Map<string, ValidateFunction>()
  const fits = (pointer: string): ValidateFunction => {
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `openapi#${pointer}` })
    compiled.set(pointer, validate)
    return validate
  }
  const paths = pathsOf(document)

  return ({ method, path, status, contentType, body }) => {
    const [address = ''] = path.split('?')
    if (!address.startsWith('/api/') || method === 'OPTIONS' || method === 'HEAD') return
    const fail = (what: string) => {
      throw new Error(`${method} ${path} answered ${status}, ${what}\n${JSON.stringify(body)?.slice(0, 2_000)}`)
    }
    const assertFits = (pointer: string) => {
      const validate = fits(pointer)
      if (!validate(body)) fail(`which is not what the document promises: ${ajv.errorsText(validate.errors)}`)
    }
    const verb = method.toLowerCase()
    const template = paths.find(({ path, form }) => form.test(address) && verb in document.paths[path])?.path
    const operation: Part = template && document.paths[template][verb]
    if (operation === undefined) {
      if (![400, 404, 413, 415, 431].includes(status)) fail('and the document has no such operation')
      return assertFits('/components/schemas/Failure')
    }
    const response = operation.responses[status]
    if (response === undefined) fail('a status that the document does not name: see problems in the route’s config')
    if (response.content === undefined && contentType === null && body === '') return
    const [type = ''] = (contentType ?? '').split(';')
    const media = response.content?.[type]
    if (media === undefined) fail(`as ${type || 'nothing'}, a content type that the document does not name`)
    if (type !== 'application/json') return
    assertFits(
      `/${['paths', template!, verb, 'responses', String(status), 'content', type, 'schema'].map(escaped).join('/')}`,
    )
  }
}

const escaped = (key: string) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))

/** Literal paths before those with parameters: POST /leads/import is no lead. A parameter may be empty: /leads/ is one. */
const pathsOf = (document: Part) =>
  Object.keys(document.paths)
    .sort((a, b) => a.split('{').length - b.split('{').length)
    .map((path) => ({ path, form: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]*')}$`) }))
