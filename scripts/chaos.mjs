// npm run chaos: breaks it on purpose, and asks the outside witness what became of every message.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { prepareOrExit, root } from './prepare.mjs'

await prepareOrExit()
const chaos = spawnSync(
  process.execPath,
  ['--conditions=source', '--import', 'tsx', join('chaos', 'main.ts'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
)
process.exitCode = chaos.status ?? 1
