import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What builds and tests, and comes along when somebody's optional peer or a wrong line in a package.json asks for it. */
const TOOLS = new Set([
  '@siaran/client',
  '@siaran/local-stack',
  '@siaran/testkit',
  '@swc/core',
  'esbuild',
  'jest',
  'prisma',
  'tsx',
  'typescript',
])

/** Counts a file set, and throws when it holds a tool or a file that nobody runs. */
export function inspectFileSet(folder) {
  const store = join(folder, 'node_modules', '.pnpm')
  // `@siaran+testkit@file+…`: slashes are written as plus signs.
  const packages = readdirSync(store).flatMap((entry) => entry.match(/^@?[^@]+(?=@)/)?.[0].replace('+', '/') ?? [])
  const strangers = packages.filter((name) => TOOLS.has(name))
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
