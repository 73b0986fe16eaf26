import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../prepare.mjs'

const manifestOf = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

/** Named by the workspace for a tool of its own, and by what runs as well. */
const SHARED = ['@prisma/driver-adapter-utils']

/** What the workspace uses to build and to test, and no program of it to run. */
function toolNames() {
  const manifests = ['packages', 'services'].flatMap((kind) =>
    readdirSync(join(root, kind)).map((name) => manifestOf(join(root, kind, name))),
  )
  const needed = new Set([...SHARED, ...manifests.flatMap(({ dependencies = {} }) => Object.keys(dependencies))])
  const tools = [manifestOf(root), ...manifests].flatMap(({ devDependencies = {} }) => Object.keys(devDependencies))
  // Types come with the packages that declare them as their own dependencies, and weigh nothing.
  return new Set(tools.filter((name) => !needed.has(name) && !name.startsWith('@types/')))
}

/** Counts a file set, and throws when it holds a tool or a file that nobody runs. */
export function inspectFileSet(folder) {
  const store = join(folder, 'node_modules', '.pnpm')
  // `@siaran+testkit@file+…`: slashes are written as plus signs.
  const packages = readdirSync(store).flatMap((entry) => entry.match(/^@?[^@]+(?=@)/)?.[0].replace('+', '/') ?? [])
  const tools = toolNames()
  const strangers = packages.filter((name) => tools.has(name))
  if (strangers.length > 0) throw new Error(`${folder} holds what only builds and tests need: ${strangers.join(', ')}`)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const own = files.filter(({ parentPath }) => !/node_modules\/(?!.*@siaran\/)/.test(`${parentPath}/`))
  const source = own.find(({ name }) => /(?<!\.d)\.ts$|\.test\.js$/.test(name))
  if (source) throw new Error(`${folder} holds a source or a test: ${join(source.parentPath, source.name)}`)
  const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
  return { packages: packages.length, files: files.length, bytes }
}

/** Imports a module of a file set in a process of its own; throws with what it says when it cannot be loaded. */
export function assertLoads(folder, module) {
  const script = `await import(${JSON.stringify(join(folder, module))}); process.exit()`
  execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: folder, env: {}, encoding: 'utf8' })
}
