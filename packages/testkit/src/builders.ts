import { randomUUID } from 'node:crypto'
import type { Campaign, Database, Device, Lead, Message, Prisma, Sequence, SequenceStep, Workspace } from '@siaran/db'

let phones = 0
/** A Malaysian mobile number that no other builder of this process has given out. */
export const nextPhone = (): string => `+6012${String(++phones).padStart(7, '0')}`

export const insertWorkspace = (db: Database, fields: Partial<Prisma.WorkspaceCreateInput> = {}): Promise<Workspace> =>
  db.prisma.workspace.create({ data: { name: 'Kedai', ...fields } })

/** A device that is online and owned by `sender` for the next hour, under epoch 1. */
export const insertDevice = (
  db: Database,
  fields: { workspaceId: string } & Partial<Prisma.DeviceUncheckedCreateInput>,
): Promise<Device> =>
  db.prisma.device.create({
    data: {
      name: 'Kaunter 1',
      transport: 'simulator',
      status: 'online',
      wanted: true,
      leaseOwner: 'sender',
      leaseEpoch: 1,
      leaseUntil: new Date(Date.now() + 3_600_000),
      ...fields,
    },
  })

export const insertLead = (
  db: Database,
  fields: { workspaceId: string } & Partial<Prisma.LeadUncheckedCreateInput>,
): Promise<Lead> => db.prisma.lead.create({ data: { phone: nextPhone(), firstName: 'Aisyah', ...fields } })

/** A running campaign to everyone, as fast as it goes. */
export const insertCampaign = (
  db: Database,
  fields: { workspaceId: string } & Partial<Prisma.CampaignUncheckedCreateInput>,
): Promise<Campaign> =>
  db.prisma.campaign.create({
    data: {
      name: 'Raya',
      messageType: 'text',
      messageContent: 'Hi {{firstName}}',
      audienceType: 'all',
      scheduleType: 'now',
      messagesPerMinute: 60_000,
      status: 'running',
      scheduledAt: new Date(),
      startedAt: new Date(),
      ...fields,
    },
  })

/** A message with whatever its state requires. */
export const insertMessage = (
  db: Database,
  fields: { workspaceId: string; campaignId: string; deviceId: string } & Partial<Prisma.MessageUncheckedCreateInput>,
): Promise<Message> => {
  const claimed = fields.status === 'processing' ? { claimedBy: 'worker', claimedAt: new Date() } : {}
  const queued = fields.status === 'queued' ? { content: 'Hi', dispatchNumber: 1 } : {}
  const sending =
    fields.status === 'sending' ? { content: 'Hi', dispatchNumber: 1, leaseEpoch: 1, sendingAt: new Date() } : {}
  return db.prisma.message.create({
    data: { recipientPhone: nextPhone(), ...claimed, ...queued, ...sending, ...fields },
  })
}

export const unknownId = (): string => randomUUID()

/** An active sequence, as fast as it goes: each step so many minutes after the one before. */
export async function insertSequence(
  db: Database,
  {
    steps = [5, 1_440],
    campaign = {},
    ...fields
  }: {
    workspaceId: string
    steps?: readonly (number | Partial<Prisma.SequenceStepUncheckedCreateInput>)[]
    campaign?: Partial<Prisma.CampaignUncheckedCreateInput>
  } & Partial<Prisma.SequenceUncheckedCreateInput>,
): Promise<Sequence & { steps: SequenceStep[] }> {
  const { workspaceId } = fields
  const { id } = await insertCampaign(db, { workspaceId, isSequence: true, expandedAt: new Date(), ...campaign })
  return db.prisma.sequence.create({
    data: {
      trigger: 'newlead',
      ...fields,
      id,
      steps: {
        create: steps.map((step, n) => ({
          workspaceId,
          position: n + 1,
          messageType: 'text',
          messageContent: `Step ${n + 1} for {{firstName}}`,
          delayMinutes: 0,
          ...(typeof step === 'number' ? { delayMinutes: step } : step),
        })),
      },
    },
    include: { steps: { orderBy: { position: 'asc' } } },
  })
}
