// npm run chaos: breaks Siaran on purpose and asks the phone network's ledger what became of every message.
import { parseArgs } from 'node:util'
import { allFaults } from './faults/all.js'
import { runFaults } from './run-faults.js'
import { slowRecoveries, tableOf } from './table.js'

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    minutes: { type: 'string', default: '3' },
    faults: { type: 'string', default: '' },
    /** Recoveries are shown and not judged: for machines that are busy with something else. */
    'any-time': { type: 'boolean', default: false },
  },
})
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const minutes = Number(values.minutes)
const only = values.faults.split(',').filter(Boolean)
const known = allFaults([]).map(({ name }) => name)
const complaints = [
  ...(Number.isInteger(seed) && seed >= 0 ? [] : ['--seed wants a whole number']),
  ...(minutes > 0 ? [] : ['--minutes wants a number above 0']),
  ...only
    .filter((name) => !known.includes(name))
    .map((name) => `There is no fault ${name}; there are ${known.join(', ')}`),
]
if (complaints.length > 0) {
  console.error(complaints.join('\n'))
  process.exit(2)
}

console.log(
  `npm run chaos -- --seed ${seed} --minutes ${minutes}${only.length > 0 ? ` --faults ${only.join(',')}` : ''}`,
)
const outcome = await runFaults({ seed, seconds: minutes * 60, only, note: (line) => console.log(`  ${line}`) })
console.log(`\n${tableOf(outcome).join('\n')}\n`)
const broken = [...outcome.broken, ...(values['any-time'] ? [] : slowRecoveries(outcome.tallies))]
for (const sentence of broken) console.log(`✗ ${sentence}`)
if (outcome.broken.length > 0) console.log(`The services' logs are in ${outcome.logs}`)
if (broken.length > 0) process.exit(1)
console.log('✓ nothing twice, nothing lost, everything adds up')
process.exit(0)
