import { z } from 'zod'
import { exampleIds, instant, pageQuery } from './envelope.js'

/** A phone that is never messaged. */
export const suppressionBody = z
  .strictObject({
    phone: z.string().min(1).max(40),
    reason: z.string().trim().min(1).max(500),
  })
  .meta({ examples: [{ phone: '012-345 6789', reason: 'Asked us to stop' }] })

/** `phone` finds the one, however it is written. */
export const suppressionQuery = pageQuery.extend({
  phone: z.string().min(1).max(40).optional().describe('One phone, however it is written'),
})

export const suppressionView = z
  .object({
    id: z.uuid(),
    phone: z.string(),
    reason: z.string(),
    createdAt: instant,
  })
  .meta({
    id: 'Suppression',
    examples: [
      {
        id: exampleIds.suppression,
        phone: '+60123456789',
        reason: 'Asked us to stop',
        createdAt: '2026-12-01T01:00:00.000Z',
      },
    ],
  })
export type SuppressionView = z.infer<typeof suppressionView>
