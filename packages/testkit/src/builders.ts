import { randomUUID } from 'node:crypto'
import type { Campaign, Database, Device, Lead, Message, Prisma, Workspace } from '@siaran/db'

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
