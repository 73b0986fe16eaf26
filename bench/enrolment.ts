import { enrolWaiting, migrateDeploy } from '@siaran/db'
import { planJourney } from '@siaran/domain'
import { startTestStores } from '@siaran/local-stack'
import { insertDevice, insertSequence, insertWorkspace } from '@siaran/testkit'
import { openBench } from './database.js'
import { perSecond } from './expansion.js'
import { interleaved, type Section } from './section.js'
import { insertLeads, migrations } from './seed.js'

const LEADS = 30_000
const STEPS = [5, 1_440, 1_440]
/** As `leads.enrol` takes them. */
const PAGE = 1_000

export const section: Section = {
  name: 'enrolment',
  title: 'Enrolment: from waiting leads to planned journeys',
  async run({ note, temporaryFolder }) {
    const stores = await startTestStores({ dataDir: temporaryFolder('enrolment') })
    const db = openBench(stores.databaseUrl)
    const query = (text: string, values: unknown[] = []) => db.pool.query(text, values)
    try {
      await migrateDeploy({ url: stores.databaseUrl, directory: migrations })
      const { id: workspaceId } = await insertWorkspace(db)
      const { id: deviceId } = await insertDevice(db, { workspaceId })
      await insertLeads(db, { workspaceId, deviceIds: [deviceId], count: LEADS, niche: 'skincare' })
      await query('create table bare_enrolments (like enrolments including all)')
      await query('create table bare_messages (like messages including all)')

      const rates = await interleaved(3, {
        siaran: async () => {
          const { id } = await insertSequence(db, { workspaceId, steps: STEPS })
          await query("update leads set trigger = 'newlead'")
          await query('vacuum analyze')
          const rate = await perSecond(LEADS, async () => {
            const options = { plan: planJourney, now: new Date(), most: PAGE }
            const enrol = (after?: string) =>
              enrolWaiting(db, { workspaceId, trigger: 'newlead' }, { ...options, ...(after && { after }) })
            for (let page = await enrol(); page !== null; ) page = await enrol(page.last)
          })
          await query('delete from campaigns where id = $1', [id])
          return rate
        },
        bare: async () => {
          const { id, steps } = await insertSequence(db, { workspaceId, steps: STEPS, trigger: 'other' })
          const rate = await perSecond(LEADS, async () => {
            await query(
              `with begun as (
                 insert into bare_enrolments (workspace_id, sequence_id, lead_id, phone, device_id, entry, timezone, enrolled_at, due_until)
                 select workspace_id, $1, id, phone, device_id, 1, 'Asia/Kuala_Lumpur', now(), now() from leads
                 where workspace_id = $2
                 returning *)
               insert into bare_messages (workspace_id, campaign_id, lead_id, device_id, recipient_phone, step_id, enrolment_id, scheduled_at)
               select workspace_id, sequence_id, lead_id, device_id, phone, step.id, begun.id, now()
               from begun, unnest($3::uuid[]) as step (id)`,
              [id, workspaceId, steps.map((step) => step.id)],
            )
          })
          await query('truncate bare_enrolments, bare_messages')
          await query('delete from campaigns where id = $1', [id])
          return rate
        },
      })
      note(`${LEADS.toLocaleString('en')} leads, ${STEPS.length} steps, 3 rounds`)
      return [
        {
          what: `enrolments with ${STEPS.length} planned messages each, in pages, with rules, triggers and counters`,
          siaran: rates.siaran,
          unit: 'enrolments/s',
          against: { what: 'one insert … select of both into identical tables without triggers', value: rates.bare },
        },
      ]
    } finally {
      await db.stop()
      await stores.stop()
    }
  },
}
