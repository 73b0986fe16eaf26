// npm run bench [section…]: how fast it is, beside the plain way of doing the same. A benchmark, not a test.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { prepareOrExit, root } from './prepare.mjs'

await prepareOrExit()
const bench = spawnSync(
  process.execPath,
  ['--conditions=source', '--import', 'tsx', join('bench', 'main.ts'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
)
process.exitCode = bench.status ?? 1
