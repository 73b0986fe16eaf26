// npm test: everything that must hold, from a fresh clone. `npm test -- queue` runs only the tests whose path matches.
import { spawnSync } from 'node:child_process'
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
let passed = 0
let failed = 0

if (filter.length === 0) {
  for (const [name, command, ...args] of checks) {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    })
    if (status === 0) {
      passed++
      console.log(`✓ ${name}`)
    } else {
      failed++
      console.log(`✗ ${name}\n${stdout}${stderr}`)
    }
  }
}

const results = join(root, 'node_modules', '.siaran', 'jest.json')
mkdirSync(join(root, 'node_modules', '.siaran'), { recursive: true })
rmSync(results, { force: true })
const [node, jest] = tool('jest', 'bin', 'jest.js')
const run = spawnSync(node, [jest, '--json', `--outputFile=${results}`, '--maxWorkers=2', ...filter], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
})
try {
  const summary = JSON.parse(readFileSync(results, 'utf8'))
  passed += summary.numPassedTests
  // A suite that does not even load has no tests to count.
  failed += summary.numFailedTests + summary.numRuntimeErrorTestSuites
  if (run.status !== 0 && summary.success) failed++
} catch {
  failed++
  console.log('Jest ended without a result')
}

// Last and alone: it kills, freezes and silences, and would make the tests beside it late. The times of recoveries are shown and
// not judged, since nobody knows what else this machine does.
if (filter.length === 0) {
  const chaos = spawnSync(
    process.execPath,
    [join('scripts', 'chaos.mjs'), 'faults', '--seed', '1', '--minutes', '2.5', '--any-time'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  )
  const isKept = chaos.status === 0
  if (isKept) passed++
  else failed++
  console.log(`${isKept ? '✓' : '✗'} what always holds, under faults\n${chaos.stdout}${chaos.stderr}`)
}

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
