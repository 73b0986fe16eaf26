import fc from 'fast-check'
import { valuesOf } from './fuzz-schema.js'
import { texts } from './fuzz-values.js'
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

/** Requests for every operation: mostly nearly right, so that they get far; some wrong from the first byte. */
export function fuzzRequests(
  operations: readonly Operation[],
  schemas: Record<string, Part>,
): fc.Arbitrary<FuzzRequest> {
  const { idOf, nearly, objectOf } = valuesOf(operations, schemas)

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
      .map(({ name, schema, required = false }) =>
        fc
          .tuple(fc.nat(2), nearly(schema, name))
          .map(([roll, value]) =>
            (roll === 0) !== required
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
