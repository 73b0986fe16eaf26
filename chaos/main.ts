// npm run chaos [faults|pauses|overload]: breaks Siaran on purpose, and asks the phone network's ledger what became of it.
import { readArguments } from './arguments.js'
import { missedByFaults, missedByOverload, missedByPauses } from './bars.js'
import { runFaults } from './run-faults.js'
import { runOverload } from './run-overload.js'
import { runPauses } from './run-pauses.js'
import { faultsTable, overloadTable, pausesTable } from './tables.js'

const asked = readArguments(process.argv.slice(2))
if ('complaints' in asked) {
  console.error(asked.complaints.join('\n'))
  process.exit(2)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))
const note = (line: string) => console.log(`  ${line}`)
console.log(asked.again)

const run = {
  async faults() {
    const outcome = await runFaults({ ...asked, note })
    const broken = missedByFaults(outcome, { judgesTime: !asked.anyTime })
    if (outcome.broken.length > 0) broken.push(`the services' logs are in ${outcome.logs}`)
    return { table: faultsTable(outcome), broken }
  },
  async pauses() {
    const outcome = await runPauses({ ...asked, note })
    return { table: pausesTable(outcome), broken: missedByPauses(outcome, { judgesTime: !asked.anyTime }) }
  },
  async overload() {
    const outcome = await runOverload({ ...asked, note })
    return { table: overloadTable(outcome), broken: missedByOverload(outcome) }
  },
}
const { table, broken } = await run[asked.what]()
console.log(`\n${table.join('\n')}\n`)
console.log(broken.length === 0 ? '✓ every bar is kept' : broken.map((sentence) => `✗ ${sentence}`).join('\n'))
process.exit(broken.length === 0 ? 0 : 1)
