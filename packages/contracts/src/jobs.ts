import { z } from 'zod'

const ids = <Name extends string>(...names: Name[]) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, z.uuid()])) as Record<Name, z.ZodUUID>)

/**
 * The job catalogue. A payload carries ids, never content. `id` makes a job unique while it waits: adding it again
 * changes nothing. BullMQ refuses a colon in names and ids.
 */
export const jobs = {
  /** Repeatable: claims campaigns whose time has come. */
  'campaigns.due': { queue: 'schedule', payload: z.strictObject({}), id: () => 'campaigns-due' },
  /** Makes a message for each of the audience. */
  'campaign.expand': {
    queue: 'campaigns',
    payload: ids('campaignId'),
    id: ({ campaignId }: { campaignId: string }) => `expand-${campaignId}`,
  },
  /** Closes what is left of a cancelled campaign. */
  'campaign.close': {
    queue: 'campaigns',
    payload: ids('campaignId'),
    id: ({ campaignId }: { campaignId: string }) => `close-${campaignId}`,
  },
  /** Repeatable, and on notice: gives slots to due messages. */
  'messages.dispatch': { queue: 'dispatch', payload: z.strictObject({}), id: () => 'dispatch-due' },
  /** Repeatable: finds what a crash or a lost job left behind. */
  'messages.repair': { queue: 'repair', payload: z.strictObject({}), id: () => 'repair-all' },
  /** Redis has lost everything: what had a slot gets another one. */
  'messages.requeue': { queue: 'repair', payload: z.strictObject({}), id: () => 'requeue-all' },
  /** Repeatable, and on notice: begins the journeys of leads that wait with a trigger. */
  'leads.enrol': { queue: 'enrolments', payload: z.strictObject({}), id: () => 'enrol-waiting' },
  /** Repeatable: ends journeys that have said all they had to say, and messages that waited for too long. */
  'enrolments.end': { queue: 'enrolments', payload: z.strictObject({}), id: () => 'end-finished' },
  'leads.import': {
    queue: 'imports',
    payload: ids('importId'),
    id: ({ importId }: { importId: string }) => `import-${importId}`,
  },
} as const

export type JobName = keyof typeof jobs
export type Payload<Name extends JobName> = z.infer<(typeof jobs)[Name]['payload']>
export type QueueName = (typeof jobs)[JobName]['queue']

/** One message on its way through a device's own queue. Numbers for pacing, ids for the rest. */
export const deviceJob = z.strictObject({
  messageId: z.uuid(),
  campaignId: z.uuid(),
  /** The message's dispatch_number when the job was made: an older job finds nothing to claim. */
  dispatch: z.number().int().min(1),
  /** Epoch milliseconds of the slot. */
  slot: z.number().int(),
  gapMs: z.number().int().min(0),
})
export type DeviceJob = z.infer<typeof deviceJob>
