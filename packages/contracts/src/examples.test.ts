import { expect, test } from '@jest/globals'
import { z } from 'zod'
import * as contracts from './index.js'

const withExamples = Object.entries(contracts).flatMap(([name, schema]) =>
  schema instanceof z.ZodType && contracts.examplesOf(schema).length > 0 ? [{ name, schema }] : [],
)

test.each(withExamples)('the examples of $name are what it accepts', ({ schema }) => {
  for (const example of contracts.examplesOf(schema))
    expect(schema.safeParse(example)).toEqual({ success: true, data: expect.anything() })
})

test('an envelope carries the example of what is in it', () => {
  expect(contracts.examplesOf(contracts.listOf(contracts.leadView))).toEqual([
    { success: true, data: contracts.examplesOf(contracts.leadView), page: { nextCursor: null } },
  ])
})
