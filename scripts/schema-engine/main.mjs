// A schema engine for Prisma's CLI out of npm packages alone. The CLI (7.10.0, unmodified) starts the program that
// PRISMA_SCHEMA_ENGINE_BINARY names and speaks JSON-RPC with it, a line a message, over stdin and stdout; here the
// questions are put to @prisma/schema-engine-wasm, which reaches Postgres through @prisma/adapter-pg.
// Enough for `prisma migrate diff` and `prisma migrate dev`. prisma.config.ts chooses it where no native one is.
import { createInterface } from 'node:readline'
import { lastWords, openEngine } from './engine.mjs'
import { canConnect } from './postgres-for-migrations.mjs'

export async function main(argv) {
  const { datamodels, datasource, words } = readArguments(argv)
  if (words.includes('--version')) return console.log('schema-engine-wasm')
  report('INFO', 'Schema engine (wasm)') // the CLI drops the first line, where the native engine says its name
  if (words[0] === 'cli') return runCommand(words[1], datasource)
  answerRequests(
    openEngine(datamodels, datasource, (content) => send({ id: 'print', method: 'print', params: { content } })),
  )
}

/** `--datamodels <file>` (repeated), `--datasource <json>`, and two options that the WASM engine has no use for. */
function readArguments(argv) {
  const datamodels = []
  const words = []
  let datasource = {}
  for (let at = 0; at < argv.length; at++) {
    if (argv[at] === '--datamodels') datamodels.push(argv[++at])
    else if (argv[at] === '--datasource') datasource = JSON.parse(argv[++at])
    else if (argv[at] === '--enabled-preview-features' || argv[at] === '--extension-types') at++
    else words.push(argv[at])
  }
  return { datamodels, datasource, words }
}

async function runCommand(command, datasource) {
  try {
    if (command !== 'can-connect-to-database') throw new Error(`"${command}" needs Prisma's native schema engine`)
    await canConnect(datasource.url)
  } catch (err) {
    report('ERROR', err.message, err.prismaCode)
    process.exitCode = 1
  }
}

/** One request at a time, in order: the engine holds one connection. */
function answerRequests(engine) {
  let last = Promise.resolve()
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      const request = JSON.parse(line || '{}')
      if (!request.method) return // the CLI's answer to our own "print"
      last = last.then(() => answer(engine, request))
    })
    .on('close', () => last.then(() => process.exit(0)))
}

async function answer(engine, { id, method, params }) {
  // A panic inside the engine is thrown past the promise of the call, which then never settles. Left without an
  // answer the CLI ends with code 0, and a broken comparison would read as "no difference".
  const panic = new Promise((_, reject) => {
    process.on('uncaughtException', reject)
  })
  try {
    send({ id, result: await Promise.race([engine.call(method, params), panic]) })
  } catch (err) {
    const message = lastWords() ?? err.message ?? String(err)
    const is_panic = err instanceof WebAssembly.RuntimeError
    const data = { is_panic, message, error_code: err.code ?? null, meta: err.meta ?? null }
    send({ id, error: { code: 4466, message, data } })
  } finally {
    process.removeAllListeners('uncaughtException')
  }
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
}

/** The log lines that the CLI reads from stderr. */
function report(level, message, errorCode) {
  const fields = { message, ...(errorCode && { error_code: errorCode }) }
  const line = { timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' }
  process.stderr.write(`${JSON.stringify(line)}\n`)
}
