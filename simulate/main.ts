// npm run simulate: a fleet on a virtual clock, by Siaran's own rules and measured costs. docs/scaling.md says what for.
import { readArguments } from './arguments.js'
import { reportOf } from './report.js'
import { runScenario } from './run-scenario.js'

const asked = readArguments(process.argv.slice(2))
if ('complaints' in asked) {
  for (const complaint of asked.complaints) console.error(complaint)
  process.exit(1)
}
console.log(`${asked.again}\n`)
const begun = performance.now()
const found = runScenario(asked)
console.log(reportOf(asked, found))
console.log(
  `\n${Math.round(found.world.clock.now / 1_000)} s of the fleet in ${((performance.now() - begun) / 1_000).toFixed(0)} s.`,
)
