import { z } from 'zod'
import { exampleIds, instant } from './envelope.js'

/** Who would enter: one lead of the workspace, or so many that nobody knows yet. One of the two. */
export const simulationBody = z
  .strictObject({
    leadId: z.uuid().optional(),
    count: z.number().int().min(1).max(500).optional(),
    /** An instant, or a local time (`2026-12-01T09:00`) in the workspace's time zone; now when left out. */
    startAt: z.string().max(40).optional(),
    /** How many times 24 hours are looked at. */
    days: z.number().int().min(1).max(366).default(30),
  })
  .refine(({ leadId, count }) => (leadId === undefined) !== (count === undefined), {
    path: ['leadId'],
    message: 'Name a leadId or a count, one of the two',
  })
  .meta({ examples: [{ count: 3, startAt: '2099-12-01T09:00', days: 7 }, { leadId: exampleIds.lead }] })

/** So many messages are simulated at most: planned and paced in 0.15 s, in which the API does nothing else. */
export const SIMULATED_MOST = 5_000

export const simulationView = z
  .object({
    startAt: instant,
    /** In the order of sending. */
    messages: z.array(
      z.object({
        /** When its device's pace lets it go; not before it is due. */
        at: instant,
        dueAt: instant,
        /** From 1, in the order of the steps. */
        step: z.number(),
        stepId: z.uuid(),
        /** From 1: which of those who enter. */
        contact: z.number(),
        leadId: z.uuid().nullable(),
        deviceId: z.uuid(),
        content: z.string(),
        /** Variables of the content that have no value. */
        missing: z.array(z.string()),
      }),
    ),
  })
  .meta({
    id: 'SequenceSimulation',
    examples: [
      {
        startAt: '2026-12-01T01:00:00.000Z',
        messages: [
          {
            at: '2026-12-01T01:05:00.000Z',
            dueAt: '2026-12-01T01:05:00.000Z',
            step: 1,
            stepId: exampleIds.step,
            contact: 1,
            leadId: exampleIds.lead,
            deviceId: exampleIds.device,
            content: 'Hi Aisyah, selamat datang!',
            missing: [],
          },
          {
            at: '2026-12-03T01:00:00.000Z',
            dueAt: '2026-12-03T01:00:00.000Z',
            step: 2,
            stepId: '01a20462-4a72-7a8e-8d5f-6b9a0c1d2e13',
            contact: 1,
            leadId: exampleIds.lead,
            deviceId: exampleIds.device,
            content: 'Katalog untuk Aisyah',
            missing: [],
          },
        ],
      },
    ],
  })
