// The plain way: a row for each message, a job for each row, and a Prisma update for each step of each message.
import { randomUUID } from 'node:crypto'
import { openDatabase } from '@siaran/db'
import { insertCampaign, insertDevice, insertWorkspace } from '@siaran/testkit'
import { Queue, Worker } from 'bullmq'
import { contend } from '../contestant.js'

const { DATABASE_URL = '', REDIS_URL = '', PHONE_NETWORK_URL = '', DEVICES = '1' } = process.env
/** As many at once as Prisma's pool has use for; one device is one at a time. */
const CONCURRENCY = Math.min(Number(DEVICES), 50)

const db = openDatabase(DATABASE_URL, { name: 'plain' })
const { message } = db.prisma
const connection = { url: REDIS_URL, maxRetriesPerRequest: null }
const queue = new Queue('plain', { connection })
const { id: workspaceId } = await insertWorkspace(db, { name: 'Plain' })
const devices = await Promise.all(
  Array.from({ length: Number(DEVICES) }, () => insertDevice(db, { workspaceId, wanted: false, leaseEpoch: 0 })),
)
for (const { id } of devices) await tell(`/devices/${id}/connect`, {})

async function tell(path: string, body: object): Promise<{ messageId?: string }> {
  const response = await fetch(new URL(path, PHONE_NETWORK_URL), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ owner: 'plain', ...body }),
  })
  return (await response.json()) as { messageId?: string }
}

let left = 0
let finished = () => {}
const worker = new Worker(
  'plain',
  async ({ data }) => {
    const where = { id: data.messageId as string }
    const row = await message.update({
      where,
      data: { status: 'processing', claimedBy: 'plain', claimedAt: new Date() },
    })
    await message.update({ where, data: { status: 'queued', content: 'Hi', dispatchNumber: 1 } })
    await message.update({ where, data: { status: 'sending', leaseEpoch: 1, sendingAt: new Date() } })
    const answer = await tell(`/devices/${row.deviceId}/messages`, {
      id: row.id,
      to: row.recipientPhone,
      type: 'text',
      text: 'Hi',
    })
    await message.update({
      where,
      data: { status: 'sent', sentAt: new Date(), transportMessageId: answer.messageId ?? null },
    })
  },
  { connection, concurrency: CONCURRENCY },
)
worker.on('completed', () => {
  if (--left === 0) finished()
})
worker.on('failed', (_job, err) => {
  throw err
})
await worker.waitUntilReady()

contend(async (count) => {
  const done = new Promise<void>((resolve) => {
    finished = resolve
  })
  left = count
  const { id: campaignId } = await insertCampaign(db, { workspaceId, status: 'draft' })
  for (let n = 0; n < count; n++) {
    const id = randomUUID()
    await message.create({
      data: {
        id,
        workspaceId,
        campaignId,
        deviceId: devices[n % devices.length]!.id,
        recipientPhone: `+6019${1_000_000 + n}`,
      },
    })
    await queue.add('send', { messageId: id }, { removeOnComplete: true })
  }
  await done
})
