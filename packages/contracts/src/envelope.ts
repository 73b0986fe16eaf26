import { z } from 'zod'

/** `200/201/202`: what was asked for, and a sentence where one helps. */
export const successOf = <Data extends z.ZodType>(data: Data) =>
  z.object({ success: z.literal(true), message: z.string().optional(), data })

export const pageInfo = z.object({ nextCursor: z.string().nullable() })

export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ success: z.literal(true), message: z.string().optional(), data: z.array(item), page: pageInfo })

export const faultDetail = z.object({ path: z.string(), message: z.string() })

export const failure = z.object({
  success: z.literal(false),
  message: z.string(),
  error: z.object({ code: z.string(), details: z.array(z.unknown()).optional(), requestId: z.string() }),
})
export type Failure = z.infer<typeof failure>

/** Keyset pagination: `?limit=` 1–200, `?cursor=` from the page before. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})

export const idParams = z.strictObject({ id: z.uuid() })

/** What a DELETE answers. */
export const removedView = z.object({ id: z.uuid() })

/** An instant as the API writes it: ISO 8601, UTC, `Z`. */
export const instant = z.iso.datetime()
