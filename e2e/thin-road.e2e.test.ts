import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Database, openDatabase } from '@siaran/db'
import { type Stack, siaranServices, startStack, temporaryFolder } from '@siaran/local-stack'
import { type PhoneNetworkClient, phoneNetworkClient } from '@siaran/phone-network'
import { insertCampaign, insertDevice, insertLead, insertWorkspace, until } from '@siaran/testkit'

let stack: Stack
let db: Database
let network: PhoneNetworkClient

beforeAll(async () => {
  stack = await startStack({
    environment: {
      ...process.env,
      PORT: '0',
      SIARAN_PHONE_NETWORK_PORT: '0',
      SIARAN_DATA_DIR: temporaryFolder('road'),
    },
    durable: false,
    services: (setting) => siaranServices(setting).filter(({ name }) => name !== 'api'),
  })
  db = openDatabase(stack.urls.database, { name: 'test' })
  network = phoneNetworkClient(stack.urls.phoneNetwork)
})

afterAll(async () => {
  await db?.stop()
  await stack?.stop()
})

test('a campaign of a few leads reaches every phone once, from the row to the ledger and back', async () => {
  const { id: workspaceId } = await insertWorkspace(db)
  const unserved = { leaseOwner: null, leaseUntil: null, leaseEpoch: 0, status: 'disconnected' } as const
  const devices = await Promise.all([
    insertDevice(db, { workspaceId, ...unserved }),
    insertDevice(db, { workspaceId, ...unserved }),
  ])
  await until(
    async () => (await db.prisma.device.count({ where: { status: 'online' } })) === 2,
    'both devices are online',
  )

  const leads = await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      insertLead(db, { workspaceId, deviceId: devices[n % 2]!.id, firstName: `Lead ${n}` }),
    ),
  )
  const { id } = await insertCampaign(db, { workspaceId, status: 'scheduled', startedAt: null })

  await until(
    async () => (await db.prisma.campaign.findUniqueOrThrow({ where: { id } })).status === 'completed',
    'the campaign is completed',
  )
  const received = await network.allEntries()
  expect(received.map(({ to, text }) => `${to} ${text}`).sort()).toEqual(
    leads.map(({ phone, firstName }) => `${phone} Hi ${firstName}`).sort(),
  )
  await until(
    async () =>
      (await db.prisma.message.count({ where: { campaignId: id, status: { in: ['delivered', 'read'] } } })) === 12,
    'every message is acknowledged',
  )
})
