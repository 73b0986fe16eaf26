import { expandCampaignPage, migrateDeploy } from '@siaran/db'
import { startTestStores } from '@siaran/local-stack'
import { insertCampaign, insertDevice, insertWorkspace } from '@siaran/testkit'
import { openBench } from './database.js'
import { interleaved, type Section } from './section.js'
import { insertLeads, migrations } from './seed.js'

const LEADS = 100_000
/** As `campaign.expand` takes them. */
const PAGE = 4_000

export const section: Section = {
  name: 'expansion',
  title: 'Expansion: from an audience to its messages',
  async run({ note, temporaryFolder }) {
    const stores = await startTestStores({ dataDir: temporaryFolder('expansion') })
    const db = openBench(stores.databaseUrl)
    try {
      await migrateDeploy({ url: stores.databaseUrl, directory: migrations })
      const { id: workspaceId } = await insertWorkspace(db)
      const { id: deviceId } = await insertDevice(db, { workspaceId })
      await insertLeads(db, { workspaceId, deviceIds: [deviceId], count: LEADS, niche: 'skincare' })
      await db.pool.query('create table bare_messages (like messages including all)')
      await db.pool.query('vacuum analyze')

      const rates = await interleaved(5, {
        siaran: async (round) => {
          const { id } = await insertCampaign(db, {
            workspaceId,
            name: `Round ${round}`,
            audienceType: 'niche',
            audienceConfig: { niche: 'skincare' },
            startedAt: new Date(Date.now() + 60_000),
          })
          const rate = await perSecond(LEADS, async () => {
            while (!(await expandCampaignPage(db, id, PAGE))?.finished);
          })
          await db.pool.query('delete from campaigns where id = $1', [id])
          await db.pool.query('vacuum messages')
          return rate
        },
        bare: async (round) => {
          const { id } = await insertCampaign(db, { workspaceId, name: `Bare ${round}`, status: 'completed' })
          const rate = await perSecond(LEADS, async () => {
            await db.pool.query(
              `insert into bare_messages (workspace_id, campaign_id, lead_id, device_id, recipient_phone)
               select workspace_id, $1, id, device_id, phone from leads where workspace_id = $2 order by id`,
              [id, workspaceId],
            )
          })
          await db.pool.query('truncate bare_messages')
          return rate
        },
      })
      note(`${LEADS.toLocaleString('en')} leads, 5 rounds`)
      return [
        {
          what: 'rows made from an audience, in pages with their cursor, counters and unique keys',
          siaran: rates.siaran,
          unit: 'rows/s',
          against: { what: 'one insert … select into an identical table without triggers', value: rates.bare },
          aim: 0.5,
        },
      ]
    } finally {
      await db.stop()
      await stores.stop()
    }
  },
}

export async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await work()
  return (count * 1_000) / (performance.now() - begun)
}
