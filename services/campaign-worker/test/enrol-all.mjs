// A worker that enrols and does nothing else. Argument: the database. Prints by how many MB its memory has grown at most.
import { openDatabase } from '@siaran/db'
import { enrolLeads } from '../dist/enrol-leads.js'

const db = openDatabase(process.argv[2], { name: 'enrol-all' })
await db.start()

const before = process.memoryUsage.rss()
let most = before
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss())
}, 20)
const fail = ({ err }) => {
  throw err
}
const deps = { db, produce: { async add() {} }, moved() {}, log: { info() {}, error: fail }, now: Date.now }
await enrolLeads(deps, new AbortController().signal)
clearInterval(watch)
await db.stop()
process.stdout.write(`${Math.round((most - before) / 1_048_576)}\n`)
