import { z } from 'zod'
import { exampleIds } from './envelope.js'

/** A queue of one kind of work, or of one device. */
export const queueView = z
  .object({
    name: z.string(),
    deviceId: z.uuid().nullable(),
    waiting: z.number(),
    active: z.number(),
    delayed: z.number(),
    failed: z.number(),
    /** Jobs finished in the last minute; of a device, sends begun. */
    rate: z.number(),
  })
  .meta({
    id: 'Queue',
    examples: [
      {
        name: `device-${exampleIds.device}`,
        deviceId: exampleIds.device,
        waiting: 2,
        active: 1,
        delayed: 97,
        failed: 0,
        rate: 18,
      },
    ],
  })
export type QueueView = z.infer<typeof queueView>
