// Turns a fresh clone into a built one, with nothing but Node and npm. Only Node's own modules may be imported here:
// this runs before anything is installed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export const root = join(import.meta.dirname, '..')

/** A step that failed. `output` is everything that its tool said. */
export class StepFailure extends Error {
  constructor(sentence, output) {
    super(sentence)
    this.output = output
  }
}

/**
 * Installs what pnpm-lock.yaml names, with the pnpm that package.json names. Skipped when that was done already for
 * this lockfile and this Node (0.01 s instead of 1.5 s for pnpm to find out).
 */
export async function ensureInstalled() {
  const state = () => {
    const inputs = ['pnpm-lock.yaml', 'pnpm-workspace.yaml'].map((name) => readFileSync(join(root, name)))
    return hash([...inputs, process.versions.modules, process.platform, process.arch])
  }
  await step('dependencies', 'install', state, () =>
    withPnpm('The dependencies could not be installed', ['pnpm', 'install', '--frozen-lockfile']),
  )
}

/** Runs a command that finds the pnpm that package.json names on its PATH. Throws a {@link StepFailure} with the sentence. */
export async function withPnpm(sentence, command) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  // npx does not know the hash behind the version.
  await run(sentence, 'npx', ['--yes', `--package=${packageManager.split('+')[0]}`, '--', ...command])
}

/** Generates the Prisma client when the schema has changed, and compiles when any source has. */
export async function ensureBuilt() {
  const schemaState = () => hash([readFileSync(join(root, 'prisma', 'schema.prisma')), installedState()])
  const isGenerated = () => existsSync(join(root, 'packages', 'db', 'src', 'generated', 'client.ts'))
  await step(
    'database client',
    'generate',
    () => isGenerated() && schemaState(),
    async () => {
      await run('The database client could not be generated', process.execPath, [
        tool('prisma', 'build/index.js'),
        'generate',
      ])
    },
  )
  // A no-op `tsc -b` over 14 projects is 0.7 s and more; asking the file system is 0.02 s.
  await step(
    'build',
    'build',
    () => isCompiled() && sourcesState(),
    async () => {
      await run('The build failed', process.execPath, [tool('typescript', 'bin/tsc'), '-b'])
    },
  )
}

/** Runs the steps; a failure is one sentence below the whole output of the tool, and exit code 1. */
export async function prepareOrExit() {
  try {
    await ensureInstalled()
    await ensureBuilt()
  } catch (failure) {
    if (failure.output) process.stderr.write(`${failure.output.trimEnd()}\n\n`)
    process.stderr.write(`${failure.message}\n`)
    process.exit(1)
  }
}

/**
 * Does a step unless its stamp carries the present state; false as a state means that the outcome is missing,
 * whatever the stamp says. The stamp goes before the work begins: work that breaks off is done again.
 */
async function step(name, stampName, state, work) {
  const begun = performance.now()
  const stamp = join(root, 'node_modules', '.siaran', stampName)
  const before = state()
  if (before === false || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== before) {
    rmSync(stamp, { force: true })
    await work()
    mkdirSync(dirname(stamp), { recursive: true })
    writeFileSync(stamp, String(state()))
  }
  console.log(`${name} ready ${((performance.now() - begun) / 1000).toFixed(1)} s`)
}

function installedState() {
  return readFileSync(join(root, 'node_modules', '.siaran', 'install'), 'utf8')
}

/** Every file that the compiler reads, by path, size and time of change. */
function sourcesState() {
  const files = projects().flatMap((project) => [
    join(project, 'package.json'),
    join(project, 'tsconfig.json'),
    ...readdirSync(join(project, 'src'), { recursive: true }).map((name) => join(project, 'src', name)),
  ])
  const shared = ['tsconfig.json', 'tsconfig.base.json'].map((name) => join(root, name))
  const facts = [...shared, ...files].sort().flatMap((file) => {
    const facts = statSync(file, { throwIfNoEntry: false })
    return facts?.isFile() ? [`${file} ${facts.size} ${facts.mtimeMs}`] : []
  })
  return hash([installedState(), ...facts])
}

/** Whether every project has been compiled at all. */
function isCompiled() {
  return projects().every((project) => existsSync(join(project, 'dist', '.tsbuildinfo')))
}

/** The folders that `tsc -b` builds. */
function projects() {
  const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'))
  return references.map(({ path }) => join(root, path))
}

function tool(packageName, file) {
  return join(root, 'node_modules', packageName, file)
}

function hash(parts) {
  const digest = createHash('sha256')
  for (const part of parts) digest.update(part).update('\0')
  return digest.digest('hex')
}

/** Runs a tool quietly; its output is shown only when it fails. */
function run(sentence, command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: toolEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk
      })
    }
    child.once('error', (err) => reject(new StepFailure(`${sentence}: ${err.message}.`, output)))
    child.once('close', (code, signal) => {
      if (code === 0) resolve()
      else reject(new StepFailure(`${sentence} (${signal ?? `exit code ${code}`}).`, output))
    })
  })
}

/**
 * npm hands its settings down as npm_config_*, and pnpm would take them for its own. What says how to reach the
 * registry has to stay. CI=1: pnpm must not ask questions.
 */
function toolEnvironment() {
  const kept = /^npm_config_(registry|cafile|ca|proxy|https_proxy|noproxy|strict_ssl|userconfig|globalconfig|cache)$/i
  const ours = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name) || kept.test(name))
  return {
    ...Object.fromEntries(ours),
    CI: '1',
    DO_NOT_TRACK: '1',
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  }
}
