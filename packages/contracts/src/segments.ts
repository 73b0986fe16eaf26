import { z } from 'zod'
import { instant, pageQuery } from './envelope.js'
import { attributes, targetStatuses } from './leads.js'

/** What a lead has to be, all of it at once; an empty filter is everybody. Attributes have to be equal, also in kind: 3 is not "3". */
export const segmentFilter = z.strictObject({
  niche: z.string().trim().min(1).max(120).optional(),
  targetStatus: z.enum(targetStatuses).optional(),
  deviceIds: z.array(z.uuid()).min(1).max(1_000).optional(),
  trigger: z.string().trim().min(1).max(120).optional(),
  attributes: attributes.optional(),
})
export type SegmentFilter = z.infer<typeof segmentFilter>

export const segmentBody = z.strictObject({ name: z.string().trim().min(1).max(120), filter: segmentFilter })
/** The filter is replaced whole. */
export const segmentPatch = segmentBody.partial()

export const segmentQuery = pageQuery

export const segmentView = z.object({
  id: z.uuid(),
  name: z.string(),
  filter: segmentFilter,
  createdAt: instant,
  updatedAt: instant,
})
export type SegmentView = z.infer<typeof segmentView>

export const segmentCount = z.object({ count: z.number() })
