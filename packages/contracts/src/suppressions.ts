import { z } from 'zod'
import { instant, pageQuery } from './envelope.js'

/** A phone that is never messaged. */
export const suppressionBody = z.strictObject({
  phone: z.string().min(1).max(40),
  reason: z.string().trim().min(1).max(500),
})

/** `phone` finds the one, however it is written. */
export const suppressionQuery = pageQuery.extend({ phone: z.string().min(1).max(40).optional() })

export const suppressionView = z.object({
  id: z.uuid(),
  phone: z.string(),
  reason: z.string(),
  createdAt: instant,
})
export type SuppressionView = z.infer<typeof suppressionView>
