import fc from 'fast-check'
import { collectionsOf, type Operation, type Part } from './operations.js'

/** Somebody who sends a request; what each may do is the walk's business. */
export const senders = ['owner', 'key', 'viewer', 'nobody', 'garbage'] as const

/** A request before its ids are known: `<<own:leads>>` and `<<other:leads>>` stand for living objects. */
export interface FuzzRequest {
  operation: string
  sender: (typeof senders)[number]
  method: string
  address: string
  headers: Record<string, string>
  /** Latin-1 where `binary` says so: bytes that are no UTF-8. */
  body: string | null
  binary?: boolean
}

export const idMark = /<<(own|other):([\w-]+)>>/g
const BOUNDARY = 'siaranfuzzboundary'

/** Texts that something below might obey, stumble over, or be unable to store. */
const texts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\\u0000',
  '\ud800',
  'a\udfffb',
  '\ufeff',
  '\u202egnp.exe',
  '🌺'.repeat(50),
  'x'.repeat(300),
  'x'.repeat(70_000),
  "' or 1=1; drop table leads; --",
  '"; select pg_sleep(5); --',
  '%_\\',
  '{{constructor.constructor("return process")()}}',
  '{{ name | default: "',
  '{{__proto__}}{{toString}}',
  '{{a}}'.repeat(500),
  '#{7*7}<%= 7*7 %>',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '=cmd|" /C calc"!A0',
  '<script>alert(1)</script>',
  'a\r\nSet-Cookie: a=b',
  '__proto__',
  'constructor',
  'NaN',
  'Infinity',
  '1e400',
  '0x10',
  '-0',
  '99999999999999999999',
  'true',
  'null',
  '[object Object]',
  '0000-00-00T00:00:00Z',
  '-271821-04-20T00:00:00Z',
  '-004713-01-01T00:00:00Z',
  '-009999-01-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  '+010000-01-01T00:00:00Z',
  '+300000-01-01T00:00:00Z',
  '9999-12-31T23:59:60Z',
  '9999-12-31T23:59:59+23:59',
  '2026-02-30T00:00:00Z',
  '2026-W53-7',
  '24:00',
  'http://[::1]/',
  'http://a:b@127.0.0.1:22/',
  'javascript:alert(1)',
  `https://${'a'.repeat(2_500)}.example`,
  'a@b',
  `${'a'.repeat(300)}@example.com`,
  '+999999999999999999',
  '0123456789',
  'AAAAAAAAAAAAAAAAAAAAAA',
  '////////////////////',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'Europe/../etc',
  'MY\u0000',
]

/** What may look like a time, for every field that is one. */
const times = texts.filter((text) => /^[-+]?\d{4,6}-|^24:/.test(text))

const numbers = [
  0,
  -0,
  -1,
  1,
  0.1,
  1.5,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  2 ** 63,
  1e21,
  1e308,
  -1e308,
  5e-324,
]
const nested = (depth: number): Part => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)
const extraNames = [
  'id',
  'workspaceId',
  'workspace_id',
  'role',
  'status',
  '__proto__',
  'constructor',
  'toString',
  '',
  'x'.repeat(200),
]

const nasty: fc.Arbitrary<Part> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Part>(...texts) },
  { weight: 2, arbitrary: fc.constantFrom<Part>(...numbers) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Part>(
      null,
      true,
      false,
      [],
      {},
      [null],
      { a: { b: null } },
      nested(500),
      Array(5_000).fill(0),
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Part> },
)

/** Requests for every operation: mostly nearly right, so that they get far; some wrong from the first byte. */
export function fuzzRequests(
  operations: readonly Operation[],
  schemas: Record<string, Part>,
): fc.Arbitrary<FuzzRequest> {
  const collections = [...new Set(operations.flatMap(({ path }) => collectionsOf(path)))]
  const shown = textsByName(operations)

  const idOf = (collection: string) =>
    fc.oneof(
      { weight: 6, arbitrary: fc.constant(`<<own:${collection}>>`) },
      { weight: 3, arbitrary: fc.constant(`<<other:${collection}>>`) },
      { weight: 1, arbitrary: fc.uuid() },
    )
  const anyId = fc.constantFrom(...collections).chain(idOf)

  const textOf = (schema: Part, name: string): fc.Arbitrary<Part> => {
    if (schema.format === 'uuid') return anyId
    const { minLength = 0, maxLength = 60 } = schema
    const free = fc.string({ unit: 'grapheme', minLength: Math.min(minLength, 40), maxLength: Math.min(maxLength, 40) })
    const longest = fc.constantFrom(maxLength, maxLength + 1).map((length) => 'y'.repeat(Math.min(length, 70_000)))
    const known = [...(shown.get(name) ?? []), ...(/At$/.test(name) ? times : [])]
    return known.length === 0
      ? fc.oneof({ weight: 8, arbitrary: free }, { weight: 1, arbitrary: longest })
      : fc.oneof(
          { weight: 8, arbitrary: fc.constantFrom(...known) },
          { weight: 3, arbitrary: free },
          { weight: 1, arbitrary: longest },
        )
  }

  const rightly = (schema: Part, name: string): fc.Arbitrary<Part> => {
    if (schema.$ref !== undefined) return rightly(schemas[schema.$ref.split('/').at(-1)!], name)
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
    if (schema.const !== undefined) return fc.constant(schema.const)
    const choices = schema.anyOf ?? schema.oneOf
    if (choices !== undefined) return fc.oneof(...choices.map((choice: Part) => nearly(choice, name)))
    const [type] = [schema.type].flat()
    if (type === 'string') return textOf(schema, name)
    if (type === 'boolean') return fc.boolean()
    if (type === 'null') return fc.constant(null)
    if (type === 'integer' || type === 'number') {
      const { minimum = -1_000, maximum = 1_000_000 } = schema
      const inside = fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) })
      return fc.oneof(
        { weight: 3, arbitrary: inside },
        { weight: 1, arbitrary: fc.constantFrom(minimum, maximum, maximum + 1) },
      )
    }
    if (type === 'array') return fc.array(nearly(schema.items ?? {}, name.replace(/s$/, '')), { maxLength: 4 })
    if (type === 'object' || schema.properties !== undefined) return objectOf(schema)
    return nasty
  }

  /** Right, and one time in so many something else altogether. */
  const nearly = (schema: Part, name: string): fc.Arbitrary<Part> =>
    fc.oneof({ weight: 20, arbitrary: rightly(schema, name) }, { weight: 1, arbitrary: nasty })

  const objectOf = (schema: Part): fc.Arbitrary<Part> => {
    const { properties = {}, required = [], additionalProperties } = schema
    const field = ([name, of]: [string, Part]) =>
      fc.tuple(fc.nat(39), nearly(of, name)).map(([roll, value]) => {
        const left = required.includes(name) ? roll === 0 : roll % 2 === 0
        return left ? [] : [[name, value] as const]
      })
    const known = fc.tuple(...Object.entries<Part>(properties).map(field)).map((fields) => fields.flat())
    const free =
      typeof additionalProperties === 'object'
        ? fc.array(
            fc.tuple(
              fc.oneof(fc.constantFrom('niche', 'Bandar', 'umur', ...extraNames), fc.constantFrom(...texts)),
              nearly(additionalProperties, ''),
            ),
            { maxLength: 4 },
          )
        : fc.oneof(
            { weight: 25, arbitrary: fc.constant([]) },
            { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...extraNames), nasty).map((extra) => [extra]) },
          )
    return fc.tuple(known, free).map(([fields, more]) => Object.fromEntries([...fields, ...more]))
  }

  const pathOf = (path: string): fc.Arbitrary<string> => {
    const ids = collectionsOf(path).map((collection) =>
      fc.oneof(
        { weight: 12, arbitrary: idOf(collection) },
        { weight: 1, arbitrary: fc.constantFrom(...texts).map(inAddress) },
      ),
    )
    return fc.tuple(...ids).map((filled) => {
      let place = 0
      return path.replace(/\{\w+\}/g, () => filled[place++]!)
    })
  }

  const queryOf = ({ parameters }: Operation): fc.Arbitrary<string> => {
    const pairs = parameters
      .filter((parameter) => parameter.in === 'query')
      .map(({ name, schema }) =>
        fc
          .tuple(fc.nat(2), nearly(schema, name))
          .map(([roll, value]) =>
            roll === 0
              ? [`${name}=${inAddress(typeof value === 'object' ? JSON.stringify(value) : String(value))}`]
              : [],
          ),
      )
    const odd = fc.oneof(
      { weight: 12, arbitrary: fc.constant([] as string[]) },
      {
        weight: 1,
        arbitrary: fc
          .constantFrom(
            '&&&',
            '=',
            '%',
            '%ff%fe',
            'limit=1&limit=2',
            'cursor=%00',
            'a[b]=c',
            '__proto__=1',
            '__proto__[x]=1',
            `q=${'y'.repeat(9_000)}`,
            `q=${'y'.repeat(20_000)}`,
          )
          .map((text) => [text]),
      },
    )
    return fc.tuple(fc.tuple(...pairs), odd).map(([known, more]) => [...known.flat(), ...more].join('&'))
  }

  const headersOf = ({ parameters }: Operation): fc.Arbitrary<Record<string, string>> => {
    const known = parameters
      .filter((parameter) => parameter.in === 'header')
      .map(({ name, schema }) =>
        // One in six: with a key of few values each time, most requests would meet the answer to another one.
        fc
          .tuple(fc.nat(5), nearly(schema, name))
          .map(([roll, value]) => (roll === 0 ? [[name, headerSafe(String(value))] as const] : [])),
      )
    const odd = fc.oneof(
      { weight: 12, arbitrary: fc.constant([] as (readonly [string, string])[]) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(
            fc.constantFrom(
              'x-request-id',
              'idempotency-key',
              'accept',
              'cookie',
              'if-none-match',
              'x-forwarded-for',
              'origin',
              'x-http-method-override',
              'content-encoding',
            ),
            fc.constantFrom(...texts).map(headerSafe),
          )
          .map((header) => [header]),
      },
    )
    return fc.tuple(fc.tuple(...known), odd).map(([all, more]) => Object.fromEntries([...all.flat(), ...more]))
  }

  const jsonBody = (schema: Part, examples: Part[]) =>
    fc.oneof(
      { weight: 3, arbitrary: nearly(schema, '').map((value) => JSON.stringify(value) ?? 'null') },
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.constantFrom(...examples), objectOf(schema))
          .map(([example, more]) => JSON.stringify({ ...example, ...sparsely(more) })),
      },
      // As it is shown: of bodies with many fields hardly one in fifty is good otherwise.
      { weight: 1, arbitrary: fc.constantFrom(...examples).map((example) => JSON.stringify(example)) },
    )

  const bodyOf = ({
    body,
    method,
  }: Operation): fc.Arbitrary<Pick<FuzzRequest, 'body' | 'binary'> & { type: string | null }> => {
    const none = { type: null, body: null }
    if (body === null) {
      const unasked = fc
        .constantFrom('{}', '', 'null', '{"a":', 'x')
        .map((text) => ({ type: 'application/json', body: text }))
      return fc.oneof(
        { weight: method === 'GET' ? 60 : 8, arbitrary: fc.constant(none) },
        { weight: 1, arbitrary: unasked },
      )
    }
    const right =
      body.type === 'application/json'
        ? jsonBody(body.schema, body.examples).map((text) => ({ type: body.type, body: text }))
        : fc
            .tuple(objectOf(body.schema), fc.constantFrom(...body.examples), fc.boolean())
            .map(([fields, example, whole]) => ({
              type: `${body.type}; boundary=${BOUNDARY}`,
              body: formText(
                whole ? { ...fields, file: fields.file ?? example.file } : { ...example, ...sparsely(fields) },
                body.schema,
              ),
            }))
    const broken = fc.oneof(
      fc
        .constantFrom(
          '',
          'null',
          '[]',
          '"x"',
          '1',
          '{"a":1,"a":2}',
          '{"__proto__":{"x":1}}',
          '{"constructor":{"prototype":{}}}',
          '\ufeff{}',
          '{}{}',
          '{"a":1e999}',
          "{'a':1}",
          ' '.repeat(50_000),
          '['.repeat(20_000),
          `{"name":"${'z'.repeat(1_100_000)}"}`,
          `--${BOUNDARY}\r\n`,
          `--${BOUNDARY}--\r\n`,
        )
        .map((text) => ({ type: body.type, body: text })),
      right.map((whole) => ({ ...whole, body: whole.body.slice(0, Math.floor(whole.body.length * 0.7)) })),
      right.map((whole) => ({
        ...whole,
        body: `${whole.body.slice(0, 20)}\xff\xc0\x80${whole.body.slice(20)}`.replace(/[^\0-\xff]/g, '?'),
        binary: true,
      })),
      fc
        .tuple(
          right,
          fc.constantFrom(
            'text/plain',
            'application/xml',
            'application/json; charset=utf-16',
            'multipart/form-data',
            'multipart/form-data; boundary=',
            'application/x-www-form-urlencoded',
            'x',
          ),
        )
        .map(([whole, type]) => ({ ...whole, type })),
      fc.constant(none),
    )
    return fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: broken })
  }

  const requestFor = (operation: Operation): fc.Arbitrary<FuzzRequest> =>
    fc
      .record({
        sender: fc.oneof(
          { weight: 16, arbitrary: fc.constant('owner' as const) },
          { weight: 2, arbitrary: fc.constantFrom(...senders) },
        ),
        method: fc.oneof(
          { weight: 40, arbitrary: fc.constant(operation.method) },
          { weight: 1, arbitrary: fc.constantFrom('PUT', 'OPTIONS', 'HEAD', 'DELETE') },
        ),
        path: pathOf(operation.path),
        query: queryOf(operation),
        headers: headersOf(operation),
        sent: bodyOf(operation),
      })
      .map(({ sender, method, path, query, headers, sent: { type, ...content } }) => ({
        operation: operation.name,
        sender,
        method,
        // A HEAD whose headers are too large is answered before anybody knows that it is one: with a body.
        address: query === '' || method === 'HEAD' ? path : `${path}?${query}`,
        headers: { ...(type !== null && { 'content-type': type }), ...headers },
        ...content,
      }))

  return fc.oneof(...operations.map(requestFor))
}

/** At most two of the fields: what is otherwise an example stays recognisable. */
const sparsely = (fields: Record<string, Part>) => Object.fromEntries(Object.entries(fields).slice(0, 2))

/** What the examples say in each field: a phone is seldom guessed. */
function textsByName(operations: readonly Operation[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  JSON.stringify(
    operations.map(({ body }) => body?.examples),
    (name, value) => {
      if (typeof value === 'string') found.set(name, [...(found.get(name) ?? []), value])
      return value
    },
  )
  return found
}

/** A lone surrogate has no address of its own; what is unsafe in one is escaped. */
const inAddress = (text: string) => encodeURIComponent(Buffer.from(text).toString()).slice(0, 4_000).replace(/%.?$/, '')

/** Node refuses to send what no header may hold. */
const headerSafe = (text: string) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?').slice(0, 2_000)

function formText(fields: Record<string, Part>, schema: Part): string {
  const parts = Object.entries(fields).map(([name, value]) => {
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
    const isFile = schema.properties[name]?.format === 'binary'
    const head = `content-disposition: form-data; name="${name.replace(/["\r\n]/g, '')}"${isFile ? '; filename="lea\u0001ds.csv"\r\ncontent-type: text/csv' : ''}`
    return `--${BOUNDARY}\r\n${head}\r\n\r\n${text}\r\n`
  })
  return `${parts.join('')}--${BOUNDARY}--\r\n`
}
