// Deploys the package that each folder is named after into it. Run with pnpm on the PATH, once for all: to find pnpm takes npx
// as long as pnpm takes for one of them.
import { execFile } from 'node:child_process'
import { basename } from 'node:path'
import { promisify } from 'node:util'

const deploy = (folder) =>
  promisify(execFile)('pnpm', [
    `--filter=@siaran/${basename(folder)}`,
    'deploy',
    '--prod',
    '--config.inject-workspace-packages=true', // copied, not linked: the folder is to be moved into an image
    '--prefer-offline',
    folder,
  ])

try {
  await Promise.all(process.argv.slice(2).map(deploy))
} catch (err) {
  process.stderr.write(`${err.stdout}${err.stderr}`)
  process.exitCode = 1
}
