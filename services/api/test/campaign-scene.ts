import { insertCampaign } from '@siaran/testkit'
import { openApi, type Person } from './open-api.js'

const fields = {
  name: 'Raya',
  messageType: 'text',
  messageContent: 'Hi {{firstName | default: "there"}}',
  audienceType: 'all',
  scheduleType: 'manual',
}

/** An API that has more than three recipients confirmed, and from each `begin` on an owner with short words for campaigns. */
export async function openCampaignScene() {
  const api = await openApi({ SIARAN_CONFIRM_ABOVE: '3' })
  let owner: Person
  const create = (more: object = {}) => owner.call('POST', 'campaigns', { ...fields, ...more })
  return {
    api,
    get owner() {
      return owner
    },
    create,
    created: async (more: object = {}) => (await create(more)).body.data.id as string,
    inState: async (status: string, more: object = {}) =>
      (
        await insertCampaign(api.stores.db, {
          workspaceId: owner.workspaceId,
          status,
          pausedAt: status === 'paused' ? new Date() : null,
          failureReason: status === 'failed' ? 'no device' : null,
          ...more,
        })
      ).id,
    act: (id: string, action: string, body?: object) => owner.call('POST', `campaigns/${id}/${action}`, body),
    /** The names of the jobs that wait in a queue. */
    async jobNames(queue: string) {
      const queues = await api.deps.produce.boardQueues()
      const found = queues.find(({ name }) => name === `{${queue}}`)
      return (await found!.getJobs()).map((job) => job.name)
    },
    async begin() {
      owner = await api.person()
      api.heard.length = 0
    },
    close: () => api.close(),
  }
}

export type CampaignScene = Awaited<ReturnType<typeof openCampaignScene>>
