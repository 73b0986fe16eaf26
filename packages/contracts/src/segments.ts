import { z } from 'zod'
import { exampleIds, instant, pageQuery } from './envelope.js'
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

const prospects = { niche: 'skincare', targetStatus: 'prospect', attributes: { Bandar: 'Ipoh' } }
const segmentFields = z.strictObject({ name: z.string().trim().min(1).max(120), filter: segmentFilter })
export const segmentBody = segmentFields.meta({ examples: [{ name: 'Prospects in Ipoh', filter: prospects }] })
/** The filter is replaced whole. */
export const segmentPatch = segmentFields.partial().meta({ examples: [{ filter: { niche: 'skincare' } }] })

export const segmentQuery = pageQuery

export const segmentView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    filter: segmentFilter,
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({
    id: 'Segment',
    examples: [
      {
        id: exampleIds.segment,
        name: 'Prospects in Ipoh',
        filter: prospects,
        createdAt: '2026-12-01T01:00:00.000Z',
        updatedAt: '2026-12-01T01:00:00.000Z',
      },
    ],
  })
export type SegmentView = z.infer<typeof segmentView>

export const segmentCount = z.object({ count: z.number() }).meta({ examples: [{ count: 1000 }] })
