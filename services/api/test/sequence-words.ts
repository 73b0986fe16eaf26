import { afterAll, beforeAll, beforeEach } from '@jest/globals'
import { insertDevice, insertLead, insertSequence } from '@siaran/testkit'
import { type Answer, openApi, type Person, type TestApi } from './open-api.js'

export const text = (messageContent: string, more: object = {}) => ({ messageType: 'text', messageContent, ...more })
export const fields = { name: 'Welcome', trigger: 'new', steps: [text('Hi'), text('Still there?'), text('Bye')] }
export const codeOf = ({ status, body }: Answer) => [status, body.error?.code]

/** Before each test of the file an operator in a workspace of their own, and short words for what they do with sequences. */
export function sequenceWords() {
  let api: TestApi
  let us: Person
  beforeAll(async () => {
    api = await openApi()
  })
  afterAll(() => api.close())
  beforeEach(async () => {
    us = await api.person('operator')
    api.heard.length = 0
  })

  const db = () => api.stores.db
  const create = (more: object = {}) => us.call('POST', 'sequences', { ...fields, ...more })
  const created = async (more: object = {}) => (await create(more)).body.data
  const lead = async (more: object = {}) => (await insertLead(db(), { workspaceId: us.workspaceId, ...more })).id
  const enroll = (id: string, ...leadIds: string[]) => us.call('POST', `sequences/${id}/enroll`, { leadIds })
  return {
    api: () => api,
    /** The operator. */
    us: () => us,
    db,
    create,
    created,
    lead,
    enroll,
    read: async (id: string) => (await us.call('GET', `sequences/${id}`)).body.data,
    act: (id: string, action: string) => us.call('POST', `sequences/${id}/${action}`),
    async inState(status: string, more: object = {}) {
      const pausedAt = status === 'paused' ? new Date() : null
      const endedAt = status === 'cancelled' ? new Date() : null
      const startedAt = status === 'draft' ? null : new Date()
      const campaign = { status, pausedAt, endedAt, startedAt }
      return (await insertSequence(db(), { workspaceId: us.workspaceId, campaign, ...more })).id
    },
    messagesOf: (campaignId: string, leadId?: string) =>
      db().prisma.message.findMany({ where: { campaignId, leadId }, orderBy: { scheduledAt: 'asc' } }),
    async jobNames(queue: string) {
      const queues = await api.deps.produce.boardQueues()
      const found = queues.find(({ name }) => name === `{${queue}}`)
      return (await found!.getJobs()).map((job) => job.name)
    },
    /** An active sequence of three steps with leads on their way in it. */
    async underWay(leads: number): Promise<{ id: string; leadIds: string[] }> {
      await insertDevice(db(), { workspaceId: us.workspaceId })
      const { id } = await created({ status: 'active' })
      const leadIds = await Promise.all(Array.from({ length: leads }, () => lead()))
      const { enrolled } = (await enroll(id, ...leadIds)).body.data
      if (enrolled !== leads) throw new Error(`${enrolled} of ${leads} leads were enrolled`)
      return { id, leadIds }
    },
  }
}
