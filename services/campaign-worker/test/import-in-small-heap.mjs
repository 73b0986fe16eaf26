// A process that imports and does nothing else, in as little heap as it is started with. Arguments: the database, the
// import. Prints by how many MB its memory has grown at most.
import { openDatabase } from '@siaran/db'
import { importLeads } from '../dist/import-leads.js'

const [databaseUrl, importId] = process.argv.slice(2)
const db = openDatabase(databaseUrl, { name: 'small-heap' })
await db.start()

const before = process.memoryUsage.rss()
let most = before
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss())
}, 20)
await importLeads({ db, live: { publish() {} }, log: { info() {} } }, { importId }, new AbortController().signal)
clearInterval(watch)
await db.stop()
process.stdout.write(`${Math.round((most - before) / 1_048_576)}\n`)
