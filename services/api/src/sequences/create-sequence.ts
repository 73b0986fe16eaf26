import type { SequenceView, sequenceBody } from '@siaran/contracts'
import { readSequenceView } from '@siaran/db'
import { campaignStatusOf } from '@siaran/domain'
import type { z } from 'zod'
import type { ApiDeps } from '../app.js'
import { audit } from '../audit.js'
import type { Caller } from '../caller.js'
import { pacingColumns } from '../campaigns/pacing-columns.js'
import { newId } from '../new-id.js'
import { nudge } from '../nudge.js'
import { assertNoCircle } from './assert-no-circle.js'
import { planSteps } from './plan-steps.js'
import { noSteps } from './read-sequence.js'

/** Both halves of a sequence, and its steps, in one transaction. `active`: leads that wait are enrolled at once. */
export async function createSequence(
  deps: ApiDeps,
  caller: Caller,
  fields: z.output<typeof sequenceBody>,
  traceparent: string | null,
): Promise<SequenceView> {
  const { db } = deps
  const { workspaceId } = caller
  const { name, status, trigger, nextTrigger = null } = fields
  const steps = planSteps(fields.steps, [])
  if (status === 'active' && steps.length === 0) throw noSteps()
  const id = await newId(db)
  const begun = status === 'active' ? new Date() : null
  const { sequence, ...campaign } = await db.prisma.$transaction(async (tx) => {
    await assertNoCircle(tx, caller, id, { name, trigger, nextTrigger })
    const created = await tx.campaign.create({
      data: {
        id,
        workspaceId,
        isSequence: true,
        name,
        status: campaignStatusOf[status],
        messageType: 'text',
        messageContent: '',
        audienceType: 'all',
        scheduleType: 'manual',
        ...pacingColumns(fields.throttleConfig),
        expireAfterHours: fields.expireAfterHours ?? null,
        startedAt: begun,
        expandedAt: begun,
        traceparent: begun && traceparent,
        sequence: {
          create: {
            workspaceId,
            trigger,
            niche: fields.niche ?? null,
            targetStatus: fields.targetStatus ?? null,
            exitOnReply: fields.exitOnReply,
            reentryAfterDays: fields.reentry === 'never' ? null : fields.reentry.afterDays,
            nextTrigger,
            steps: {
              create: steps.map(({ at, ...step }, place) => ({
                ...step,
                workspaceId,
                position: place + 1,
                atTime: at,
              })),
            },
          },
        },
      },
      include: { sequence: true },
    })
    await audit(tx, caller, 'sequence.created', id, { status })
    return created
  })
  if (status === 'active') await nudge(deps, 'leads.enrol', {})
  return readSequenceView(db, { ...campaign, sequence: sequence! })
}
