import { z } from 'zod'

/** A queue of one kind of work, or of one device. */
export const queueView = z.object({
  name: z.string(),
  deviceId: z.uuid().nullable(),
  waiting: z.number(),
  active: z.number(),
  delayed: z.number(),
  failed: z.number(),
  /** Jobs finished in the last minute; of a device, sends begun. */
  rate: z.number(),
})
export type QueueView = z.infer<typeof queueView>
