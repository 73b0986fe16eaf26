// npm test: everything that must hold, from a fresh clone. `npm test -- queue` runs only the tests whose path matches.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { prepareOrExit, root } from './prepare.mjs'

const tool = (...path) => [process.execPath, join(root, 'node_modules', ...path)]

/** Each is one thing that passes or fails; nothing hides behind the first failure. */
const checks = [
  ['types', ...tool('typescript', 'bin', 'tsc'), '-p', 'tsconfig.test.json'],
  ['lint and format', ...tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '.'],
  [
    'import rule',
    ...tool('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
    '--config',
    'dependency-cruiser.config.cjs',
    'packages',
    'services',
  ],
  ['dead code', ...tool('knip', 'bin', 'knip.js'), '--no-config-hints'],
  ['schema and migrations agree', process.execPath, join(root, 'scripts', 'check-schema.mjs')],
  ['migrations take nothing away', process.execPath, join(root, 'scripts', 'check-migrations.mjs')],
  ['README is up to date', process.execPath, join(root, 'scripts', 'write-configuration.mjs'), '--check'],
  ['client is up to date', process.execPath, join(root, 'scripts', 'write-client.mjs'), '--check'],
  ['Dockerfile, compose and manifests', process.execPath, join(root, 'scripts', 'deployment', 'check.mjs')],
  ['the images hold what runs, and send', process.execPath, join(root, 'scripts', 'image', 'rehearse.mjs')],
]

await prepareOrExit()

const filter = process.argv.slice(2)
const isWhole = filter.length === 0
let passed = 0
let failed = 0

/** Runs a program quietly to its end; answers whether that was well, and all that it said. */
const run = (command, args) =>
  new Promise((resolve) => {
    const options = { cwd: root, maxBuffer: 64 * 1024 * 1024 }
    execFile(command, args, options, (err, stdout, stderr) => resolve({ isWell: err === null, said: stdout + stderr }))
  })

/** Counts what was run, and shows what it said where it failed. */
function count(name, { isWell, said }) {
  if (isWell) passed++
  else failed++
  console.log(isWell ? `✓ ${name}` : `✗ ${name}\n${said}`)
}

async function runChecks() {
  for (const [name, command, ...args] of checks) count(name, await run(command, args))
}

const results = join(root, 'node_modules', '.siaran', 'jest.json')
mkdirSync(join(root, 'node_modules', '.siaran'), { recursive: true })
rmSync(results, { force: true })

async function runTests() {
  const [node, jest] = tool('jest', 'bin', 'jest.js')
  const args = [jest, '--json', `--outputFile=${results}`, '--maxWorkers=2', ...filter]
  const running = spawn(node, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  const [status] = await once(running, 'exit')
  try {
    const summary = JSON.parse(readFileSync(results, 'utf8'))
    passed += summary.numPassedTests
    // A suite that does not even load has no tests to count.
    failed += summary.numFailedTests + summary.numRuntimeErrorTestSuites
    if (status !== 0 && summary.success) failed++
  } catch {
    failed++
    console.log('Jest ended without a result')
  }
}

// The tests begin with those that compute for minutes, and do not mind the checks beside them.
await Promise.all([runTests(), isWhole && runChecks()])

// Last and alone: it kills, freezes and silences, and would make the tests beside it late. The times of recoveries are shown and
// not judged, since nobody knows what else this machine does.
if (isWhole) {
  const args = ['faults', '--seed', '1', '--minutes', '2', '--any-time']
  const chaos = await run(process.execPath, [join('scripts', 'chaos.mjs'), ...args])
  count('what always holds, under faults', chaos)
  if (chaos.isWell) console.log(chaos.said)
}

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
