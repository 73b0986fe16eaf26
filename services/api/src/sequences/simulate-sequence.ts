import { SIMULATED_MOST, type simulationBody } from '@siaran/contracts'
import { type Database, type Device, type Lead, readDeviceLines } from '@siaran/db'
import {
  DAY_MS,
  parseTemplate,
  presentDeviceStatuses,
  readInstant,
  rehearseJourneys,
  renderTemplate,
  type TemplateValue,
  templateValues,
} from '@siaran/domain'
import type { z } from 'zod'
import type { Caller } from '../caller.js'
import { readableLead } from '../campaigns/preview-campaign.js'
import { invalid, notFound, Problem } from '../problem.js'
import { noSteps, readSequence } from './read-sequence.js'

const LAST_INSTANT = Date.parse('9999-12-31T23:59:59.999Z')

/**
 * What the sequence would send, and when, if these entered it and nobody answered: planned and paced by the code that does
 * it in earnest, beside what their devices have to do already. Writes nothing, in whatever state the sequence is.
 */
export async function simulateSequence(
  db: Database,
  caller: Caller,
  id: string,
  { leadId, count = 1, startAt: from, days }: z.output<typeof simulationBody>,
) {
  const { workspaceId } = caller
  const sequence = await readSequence(db, caller, id)
  const [workspace, lead, rows, present] = await Promise.all([
    db.prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } }),
    leadId === undefined ? null : db.prisma.lead.findFirst({ where: { id: leadId, workspaceId } }),
    db.prisma.sequenceStep.findMany({ where: { sequenceId: id, removedAt: null }, orderBy: { position: 'asc' } }),
    readHosts(db, workspaceId),
  ])
  if (leadId !== undefined && lead === null) throw notFound('lead')
  if (rows.length === 0) throw noSteps()
  if (count * rows.length > SIMULATED_MOST)
    throw invalid({
      path: 'count',
      message: `With ${rows.length} steps more than ${SIMULATED_MOST} messages: ask for fewer`,
    })
  const startAt = from === undefined ? new Date() : readInstant(from, workspace.timezone)
  if (startAt === null) throw invalid({ path: 'startAt', message: 'Not a time: write 2026-12-01T09:00, or an instant' })
  if (startAt.getTime() + days * DAY_MS > LAST_INSTANT)
    throw invalid({ path: 'startAt', message: 'The days would go past the year 9999, which answers cannot show' })

  const devices = await devicesFor(db, lead, present)
  const steps = rows.map(({ id, delayMinutes, atTime, messageContent }, n) => {
    const template = parseTemplate(messageContent)
    return {
      id,
      number: n + 1,
      delayMinutes,
      at: atTime,
      parts: template.ok ? template.parts : [{ text: messageContent }],
    }
  })
  const variables = sequence.templateVariables as Readonly<Record<string, TemplateValue>>
  const values = templateValues(readableLead(lead), variables)
  const sends = rehearseJourneys({
    sequenceId: id,
    steps,
    pace: sequence,
    contacts: Array.from({ length: count }, (_, n) => ({
      deviceId: devices[n % devices.length]!.id,
      timezone: lead?.timezone ?? workspace.timezone,
    })),
    devices,
    lines: await readDeviceLines(
      db,
      devices.map((device) => device.id),
    ),
    startAt,
    days,
    roll: Math.random,
  })
  return {
    startAt: startAt.toISOString(),
    messages: sends.map(({ at, dueAt, step, contact, deviceId }) => {
      const { text, missing } = renderTemplate(step.parts, values)
      return {
        at: at.toISOString(),
        dueAt: dueAt.toISOString(),
        step: step.number,
        stepId: step.id,
        contact: contact + 1,
        leadId: lead?.id ?? null,
        deviceId,
        content: text,
        missing,
      }
    }),
  }
}

/** The devices among which leads are shared out: those that are present, or else all of the workspace. */
async function readHosts(db: Database, workspaceId: string): Promise<Device[]> {
  const all = await db.prisma.device.findMany({ where: { workspaceId, deletedAt: null }, orderBy: { id: 'asc' } })
  const present = all.filter(
    ({ wanted, status }) => wanted && (presentDeviceStatuses as readonly string[]).includes(status),
  )
  return present.length > 0 ? present : all
}

async function devicesFor(db: Database, lead: Lead | null, hosts: readonly Device[]): Promise<Device[]> {
  const own = lead?.deviceId == null ? null : await db.prisma.device.findUnique({ where: { id: lead.deviceId } })
  const devices = own === null ? [...hosts] : [own]
  if (devices.length === 0) throw new Problem('sequence.no_device', 'The workspace has no device that could send')
  return devices
}
