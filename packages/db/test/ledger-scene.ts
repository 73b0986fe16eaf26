import {
  claimMessages,
  enterWorkspace,
  expandCampaignPage,
  listRecordedMessages,
  openDatabase,
  queueMessages,
} from '@siaran/db'
import { claimDue, insertLead } from '@siaran/testkit'
import { claimOf, openScene, type Scene } from './scene.js'

/** The actors that the ledger names for what `worker` and `sender` do. */
export const WORKER = 'campaign-worker kedai-7'
export const SENDER = 'device-sender sender-1-abcd'

/** One page that holds all there is. */
export const everything = { take: 1_000, after: undefined }

/** A scene with the connections of the three services, and short words for a campaign's way as they take it. */
export async function openLedgerScene() {
  const scene = await openScene()
  const { db, workspaceId } = scene
  const { serviceUrl, requestUrl } = scene.stores
  const worker = openDatabase(serviceUrl, { name: 'campaign-worker', instance: 'kedai-7', connections: 2 })
  // One connection: what a statement leaves behind in the session, the next one meets.
  const sender = openDatabase(serviceUrl, { name: 'device-sender', instance: 'sender-1-abcd', connections: 1 })
  const api = openDatabase(requestUrl, { name: 'api', connections: 2, scoped: true })

  const record = (campaignId: string) => listRecordedMessages(db, campaignId, everything)
  async function queued(campaignId: string) {
    await claimDue(worker, { worker: 'kedai-7', window: 100, devices: 10, secondsAhead: 600 })
    const messages = await db.prisma.message.findMany({ where: { campaignId, status: 'processing' } })
    await queueMessages(
      worker,
      'kedai-7',
      messages.map(({ id }) => ({ id, content: 'Hi', slot: new Date(), gapMs: 0 })),
    )
  }

  return {
    ...scene,
    worker,
    sender,
    api,
    record,
    /** What stands in the ledger of a campaign's only message: state, actor and reason. */
    steps: async (campaignId: string) =>
      (await record(campaignId))[0]!.transitions.map(({ status, actor, errorCode }) =>
        [status, actor, errorCode].filter((part) => part !== null).join(' '),
      ),
    /** As a request of this caller does it. */
    as: <Result>(actor: string, work: () => Promise<Result>) =>
      new Promise<Result>((resolve, reject) =>
        enterWorkspace({ workspaceId, actor }, () => work().then(resolve, reject)),
      ),

    /** A campaign to one lead, expanded by the worker. */
    async campaignToOne() {
      const { id: deviceId } = await scene.device()
      await insertLead(db, { workspaceId, deviceId })
      const { id } = await scene.campaign()
      await expandCampaignPage(worker, id, 100)
      return { id, deviceId }
    },
    queued,
    async sending(campaignId: string) {
      await queued(campaignId)
      const messages = await db.prisma.message.findMany({ where: { campaignId, status: 'queued' } })
      await claimMessages(sender, 'sender', messages.map(claimOf))
      return messages.map(({ id, deviceId }) => ({ id, deviceId }))
    },

    async close() {
      await Promise.all([worker.stop(), sender.stop(), api.stop()])
      await scene.close()
    },
  } satisfies Scene & Record<string, unknown>
}

export type LedgerScene = Awaited<ReturnType<typeof openLedgerScene>>
