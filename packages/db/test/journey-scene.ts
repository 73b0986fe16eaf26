import { enrolWaiting } from '@siaran/db'
import { planJourney } from '@siaran/domain'
import { insertLead, insertSequence } from '@siaran/testkit'
import { openScene, type Scene } from './scene.js'

export const minutes = (n: number) => new Date(Date.now() + n * 60_000)

/** Why somebody leaves, where a test does not care. */
export const why = { code: 'replied', message: 'The lead answered' } as const

/** A scene with short words for leads that wait with the trigger `newlead`, and for sequences that take them. */
export async function openJourneyScene() {
  const scene = await openScene()
  const { db, workspaceId } = scene
  return {
    ...scene,
    lead: (fields = {}) => insertLead(db, { workspaceId, trigger: 'newlead', ...fields }),
    sequence: (fields: Partial<Parameters<typeof insertSequence>[1]> = {}) =>
      insertSequence(db, { workspaceId, ...fields }),
    enrol: (options: { now?: Date; most?: number; after?: string } = {}) =>
      enrolWaiting(
        db,
        { workspaceId, trigger: 'newlead' },
        { plan: planJourney, now: new Date(), most: 1_000, ...options },
      ),
    messagesOf: (leadId: string) => db.prisma.message.findMany({ where: { leadId }, orderBy: { scheduledAt: 'asc' } }),
    enrolmentsOf: (leadId: string) => db.prisma.enrolment.findMany({ where: { leadId }, orderBy: { entry: 'asc' } }),
  } satisfies Scene & Record<string, unknown>
}

export type JourneyScene = Awaited<ReturnType<typeof openJourneyScene>>
