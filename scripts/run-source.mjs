import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { prepareOrExit, root } from './prepare.mjs'

/** Prepares the clone, and runs a TypeScript program of it from its source with this command's arguments. */
export async function runSource(...path) {
  await prepareOrExit()
  const program = spawnSync(
    process.execPath,
    ['--conditions=source', '--import', 'tsx', join(...path), ...process.argv.slice(2)],
    { cwd: root, stdio: 'inherit' },
  )
  process.exitCode = program.status ?? 1
}
