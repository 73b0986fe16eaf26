import { type Database, migrateDeploy } from '@siaran/db'
import { startTestStores, WORKER_HEAP_MB } from '@siaran/local-stack'
import { insertWorkspace } from '@siaran/testkit'
import { startContestant } from './contestant.js'
import { openBench } from './database.js'
import { perSecond } from './expansion.js'
import { usageOf } from './processes.js'
import { interleaved, type Section } from './section.js'
import { migrations } from './seed.js'

const ROWS = 100_000
const MOST_ROWS = 1_000_000
const MB = 1_048_576

const columns =
  'workspace_id, device_id, phone, first_name, last_name, email, company, niche, target_status, trigger, timezone, attributes, import_id'

export const section: Section = {
  name: 'import',
  title: 'Import: from an uploaded file to its leads',
  async run({ note, temporaryFolder }) {
    const stores = await startTestStores({ dataDir: temporaryFolder('import') })
    const db = openBench(stores.databaseUrl)
    await migrateDeploy({ url: stores.databaseUrl, directory: migrations })
    const { id: workspaceId } = await insertWorkspace(db, { defaultCountry: 'MY' })
    const worker = await startContestant('import', { DATABASE_URL: stores.databaseUrl }, WORKER_HEAP_MB)
    try {
      const imported = async (rows: number) => {
        await upload(db, workspaceId, rows)
        const rate = await worker.run(rows)
        const [{ count }] = (await db.pool.query('select count(*)::int as count from leads')).rows
        if (count !== rows) throw new Error(`${count} of ${rows} rows were imported`)
        return rate
      }

      // First of all, in a process that has done nothing yet: the growth is all of the import's.
      const before = usageOf(worker.pid).rssBytes
      let most = before
      const watch = setInterval(() => {
        most = Math.max(most, usageOf(worker.pid).rssBytes)
      }, 100)
      const longRate = await imported(MOST_ROWS)
      clearInterval(watch)
      note(`${MOST_ROWS.toLocaleString('en')} rows: ${Math.round(longRate)} rows/s`)

      await db.pool.query('truncate leads cascade')
      await imported(ROWS)
      const bareFile = await layOutBare(db)
      const rates = await interleaved(3, {
        siaran: async () => {
          await db.pool.query('truncate leads cascade')
          return imported(ROWS)
        },
        bare: async () => {
          await db.pool.query('truncate bare_leads')
          return perSecond(ROWS, async () => {
            await db.pool.query(`copy bare_leads (${columns}) from '${bareFile}'`)
          })
        },
      })
      note(`${ROWS.toLocaleString('en')} rows, 3 rounds`)
      return [
        {
          what: 'rows of a CSV that stands in Postgres: read, checked, compared with the file and the table, written',
          siaran: rates.siaran,
          unit: 'rows/s',
          against: {
            what: 'COPY of the same rows into an identical table, from a file of the server',
            value: rates.bare,
          },
          aim: 0.5,
        },
        { what: 'the same, 1,000,000 rows in one file', siaran: longRate, unit: 'rows/s' },
        {
          what: 'growth of the importing process over 1,000,000 rows, at most',
          siaran: (most - before) / MB,
          unit: 'MB',
          note: `to stay below 150; under the heap limit of npm start, ${WORKER_HEAP_MB} MB`,
        },
      ]
    } finally {
      worker.stop()
      await db.stop()
      await stores.stop()
    }
  },
}

/** As the API leaves an upload behind: pieces of about 256 KB, with the commas, blanks and quotes of a real one. */
async function upload(db: Database, workspaceId: string, rows: number): Promise<void> {
  const { id } = await db.prisma.import.create({ data: { workspaceId, mode: 'skip', status: 'uploading' } })
  await db.pool.query(
    `insert into import_chunks (import_id, position, bytes)
     select $1, n / 2500, convert_to(
       case n / 2500 when 0 then E'No. Telefon;Nama Depan;Nama Belakang;Emel;Syarikat;Niche;Status Sasaran;Bandar\\r\\n' else '' end
       || string_agg(
         '012-' || substr(to_char(n, 'fm0000000'), 1, 3) || ' ' || substr(to_char(n, 'fm0000000'), 4) || ';'
         || (array['Siti','Ali','Nurul','Wei Ming','Budi','Dewi'])[1 + n % 6] || ';Lead ' || n || ';lead' || n
         || '@example.com;' || case when n % 4 = 0 then '"Kedai; ' || n % 977 || ' Sdn Bhd"' else '' end
         || ';skincare;prospect;' || (array['Ipoh','KL','Penang'])[1 + n % 3], E'\\r\\n' order by n)
       || E'\\r\\n', 'UTF8')
     from generate_series(0, $2::int - 1) n group by n / 2500`,
    [id, rows],
  )
  await db.prisma.import.update({ where: { id }, data: { status: 'pending' } })
  await db.pool.query('checkpoint')
}

/** What was imported, as a file that the server reads, and a table like `leads` for it. */
async function layOutBare(db: Database): Promise<string> {
  const { data_directory: folder } = (await db.pool.query('show data_directory')).rows[0]
  const file = `${folder}/bare-leads.copy`
  await db.pool.query(`copy (select ${columns} from leads order by id) to '${file}'`)
  await db.pool.query('create table bare_leads (like leads including all)')
  await db.pool.query(
    `alter table bare_leads add foreign key (workspace_id) references workspaces (id),
       add foreign key (device_id) references devices (id)`,
  )
  return file
}
