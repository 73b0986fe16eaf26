// Siaran's own import, in a process that does nothing else: what waits, one after the other.
import { openDatabase } from '@siaran/db'
import { testLog as log } from '@siaran/testkit'
import { importLeads } from '../../services/campaign-worker/src/import-leads.js'
import { contend } from '../contestant.js'

const db = openDatabase(process.env.DATABASE_URL!, { name: 'bench-import' })
await db.start()

contend(async () => {
  for (const { id } of await db.prisma.import.findMany({ where: { status: 'pending' } }))
    await importLeads({ db, live: { publish() {} }, log }, { importId: id }, new AbortController().signal)
})
