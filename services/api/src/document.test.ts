import { beforeAll, expect, test } from '@jest/globals'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { readDocument } from './document.js'

// biome-ignore lint/suspicious/noExplicitAny: a document is looked into, part by part
let document: any
beforeAll(async () => {
  document = await readDocument()
})

const operations = (): { name: string; operation: typeof document }[] =>
  Object.entries<object>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  )

/** Bodies and answers carry closed schemas of their own: the linter's closing again would refuse every `allOf`. */
const openly = { severity: 'error', allowAdditionalProperties: true } as const

test('the linter has nothing to say, not even as a warning', async () => {
  const config = await createConfig({
    extends: ['recommended-strict'],
    rules: {
      'info-license': 'off', // there is none
      'no-invalid-media-type-examples': openly,
      'no-invalid-schema-examples': openly,
      'operation-singular-tag': 'error',
      'operation-tag-defined': 'error', // a new one: describe it in docs.ts
      'parameter-description': 'error', // a new one: .describe() it in packages/contracts
      'tag-description': 'error',
    },
  })
  const source = JSON.stringify(document)
  const problems = await lintFromString({ source, absoluteRef: 'openapi.json', config })
  expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual([])
})

test('every operation has a name for programs and a summary for people', () => {
  const nameless = operations()
    .filter(({ operation }) => !/^[a-z][A-Za-z]+$/.test(operation.operationId ?? '') || !operation.summary)
    .map(({ name }) => `${name}: give its schema an operationId, as createLead, and a summary`)
  expect(nameless).toEqual([])
})

test('every body has an example, of what goes in and of what comes out', () => {
  const missing = operations().flatMap(({ name, operation: { requestBody, responses } }) =>
    Object.entries<typeof document>({ ...responses, body: requestBody }).flatMap(([part, body]) =>
      Object.entries<typeof document>(body?.content ?? {})
        .filter(([, { example, examples }]) => example === undefined && examples === undefined)
        .map(([type]) => `${name}: give the schema of ${part} (${type}) an example with .meta({ examples: […] })`),
    ),
  )
  expect(missing).toEqual([])
})

test('every operation tells what can go wrong: a body that is none, no token, no store', () => {
  for (const { name, operation } of operations()) {
    const statuses = Object.keys(operation.responses)
    expect([name, statuses]).toEqual([name, expect.arrayContaining(['500', '503'])])
    if (operation.security.length > 0) expect([name, statuses]).toEqual([name, expect.arrayContaining(['401', '403'])])
    if (operation.requestBody !== undefined)
      expect([name, statuses]).toEqual([name, expect.arrayContaining(['400', '413', '415'])])
  }
})

test('a body that may be left out is not required', () => {
  expect(document.paths['/api/v1/campaigns/{id}/start'].post.requestBody.required).toBe(false)
  expect(document.paths['/api/v1/campaigns'].post.requestBody.required).toBe(true)
})

test('it is the same each time: a client made from it does not change by itself', async () => {
  expect(JSON.stringify(await readDocument())).toBe(JSON.stringify(document))
})
