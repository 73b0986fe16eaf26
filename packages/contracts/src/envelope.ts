import { z } from 'zod'

/** The examples that a schema carries: what OpenAPI shows, and what tests send. */
export const examplesOf = (schema: z.ZodType): readonly unknown[] =>
  (schema.meta()?.examples as readonly unknown[] | undefined) ?? []

/** `200/201/202`: what was asked for, and a sentence where one helps. */
export const successOf = <Data extends z.ZodType>(data: Data) =>
  z.object({ success: z.literal(true), message: z.string().optional(), data }).meta({
    examples: examplesOf(data).map((example) => ({ success: true, data: example })),
  })

export const pageInfo = z.object({
  nextCursor: z.string().nullable().describe('What `cursor` takes for the page after this one; null on the last one'),
})

export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ success: z.literal(true), message: z.string().optional(), data: z.array(item), page: pageInfo }).meta({
    examples: examplesOf(item).map((example) => ({ success: true, data: [example], page: { nextCursor: null } })),
  })

export const faultDetail = z.object({ path: z.string(), message: z.string() })

export const failure = z
  .object({
    success: z.literal(false),
    message: z.string().describe('For a person; may change'),
    error: z.object({
      code: z.string().describe('For a program; never changes'),
      details: z.array(z.unknown()).optional().describe('For a fault in a field: its path and a message'),
      requestId: z.string().describe('Finds the request in the logs'),
    }),
  })
  .meta({ id: 'Failure' })
export type Failure = z.infer<typeof failure>

/** Keyset pagination: `?limit=` 1–200, `?cursor=` from the page before. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many at most'),
  cursor: z.string().max(200).optional().describe('`page.nextCursor` of the page before; left out: the first page'),
})

/** Ids as examples show them: UUIDs of version 7. */
export const exampleIds = {
  workspace: '01a20457-0c1e-7a70-8b8f-4f2d6c1e9a01',
  user: '01a20457-0c22-7f31-9f0a-1b7f3d2c5e02',
  device: '01a20458-3b10-7c55-a2d4-8e6f1a9b7c03',
  lead: '01a20459-77ab-7d02-b6e1-2c4d8f0a3b04',
  import: '01a2045a-0575-7b60-92ce-37f8aabc2b5f',
  campaign: '01a2045d-6aec-7311-82cf-0c899630471f',
  message: '01a2045e-91d0-7e84-8d3b-5a7c9e1f2d07',
  segment: '01a20460-1d4e-7c3a-8f1b-2d5c6e7f8a09',
  suppression: '01a20460-2e5f-7d4b-9a2c-3e6d7f8a9b10',
  sequence: '01a20461-3f60-7e5c-8b3d-4f7e8a9b0c11',
  step: '01a20462-4a71-7f6d-9c4e-5a8f9b0c1d12',
  leftOut: '01a20463-5b82-7a7e-8d5f-6b9a0c1d2e13',
  apiKey: '01a2045f-b3c2-7a19-97f5-6b8d0e2a4c08',
} as const

export const idParams = z.strictObject({
  id: z.uuid().meta({ description: 'The id of the object; another workspace’s is 404', examples: [exampleIds.lead] }),
})

/** What a DELETE answers. */
export const removedView = z.object({ id: z.uuid() }).meta({ examples: [{ id: exampleIds.lead }] })

/** An instant as the API writes it: ISO 8601, UTC, `Z`. */
export const instant = z.iso.datetime()
