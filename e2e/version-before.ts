import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServiceSpec } from '@siaran/local-stack'
import { commitBeforeNewestMigration, git, repository } from '@siaran/testkit'

/**
 * The clone as it was at the last commit with another schema, with that commit's own packages and database client. Its folder
 * is kept until the schema changes again: to make it takes about 15 s.
 */
export function checkOutVersionBefore(): string {
  const commit = commitBeforeNewestMigration()
  const folder = join(repository, 'node_modules', '.siaran', 'version-before')
  const stamp = join(folder, 'node_modules', '.siaran', 'commit')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === commit) return folder
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const archive = join(folder, 'sources.tar')
  git('archive', `--output=${archive}`, commit)
  run(folder, 'tar', '-xf', archive)
  const install = 'const { ensureInstalled } = await import("./scripts/prepare.mjs"); await ensureInstalled()'
  run(folder, process.execPath, '--input-type=module', '--eval', install)
  run(folder, process.execPath, join('node_modules', 'prisma', 'build', 'index.js'), 'generate')
  writeFileSync(stamp, commit)
  return folder
}

function run(cwd: string, command: string, ...args: string[]) {
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? ''}\n${stdout}${stderr}`)
}

/** The same service as the version in `folder` has it, told the same. It runs from its source, which spares the build of it all. */
export function ofVersion(folder: string, spec: ServiceSpec): ServiceSpec {
  const entry = join(folder, relative(repository, spec.entry)).replace(join('dist', 'main.js'), join('src', 'main.ts'))
  const tsx = pathToFileURL(createRequire(join(folder, 'package.json')).resolve('tsx'))
  return { ...spec, entry, environment: { ...spec.environment, NODE_OPTIONS: `--conditions=source --import=${tsx}` } }
}

/** It beside the one that it is made from: with a name, a port and, for a sender, an identity of its own. */
export function beside(spec: ServiceSpec): ServiceSpec {
  const name = `${spec.name}-before`
  return { ...spec, name, environment: { ...spec.environment, HEALTH_PORT: '0', SIARAN_SENDER_ID: name } }
}
