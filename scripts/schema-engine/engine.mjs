import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import { PostgresForMigrations } from './postgres-for-migrations.mjs'

/**
 * The WASM engine behind the method names of the native one. `print` is given what the native engine would have
 * printed by itself.
 */
export function openEngine(datamodelFiles, datasource, print) {
  const postgres = new PostgresForMigrations(datasource)
  const adapter = bindMigrationAwareSqlAdapterFactory(postgres)
  let opened
  const engine = () => {
    const datamodels = datamodelFiles.map((file) => [file, readFileSync(file, 'utf8')])
    opened ??= loadSchemaEngine().new({ datamodels: datamodels.length ? datamodels : undefined }, () => {}, adapter)
    return opened
  }

  const methods = {
    getDatabaseVersion: async (params) => (await engine()).version(params),
    async diff(params) {
      // Two files are compared without a database, but the engine asks its version all the same.
      const live = ['url', 'schemaDatasource', 'migrations']
      postgres.offline = ![params.from, params.to].some(({ tag }) => live.includes(tag))
      const { stdout, ...result } = await (await engine()).diff(params)
      if (stdout) print(stdout.replace(/\n$/, ''))
      return { ...result, stdout: null }
    },
    // The engine reads the migrations back without their partial indexes here, and would create them again; its
    // diff does not.
    async createMigration({ migrationsList, schema, filters, migrationName, draft }) {
      const from = { tag: 'migrations', ...migrationsList }
      const to = { tag: 'schemaDatamodel', ...schema }
      const diff = await (await engine()).diff({ from, to, filters, script: true, exitCode: true })
      const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
      return {
        connectorType: 'postgresql',
        generatedMigrationName: migrationName ? `${time}_${migrationName}` : time,
        migrationScript: diff.exitCode === 2 ? diff.stdout : draft ? '-- This is an empty migration.' : null,
        extension: 'sql',
      }
    },
    // This reads what the replay on the shadow database found, and only devDiagnostic does that replay.
    async evaluateDataLoss(params) {
      const { migrationsList, filters } = params
      await (await engine()).devDiagnostic({ migrationsList, filters })
      return (await engine()).evaluateDataLoss(params)
    },
  }

  async function callByName(method, params) {
    const target = await engine()
    if (typeof target[method] !== 'function') throw new Error(`"${method}" needs Prisma's native schema engine`)
    return (await target[method](params)) ?? {}
  }

  return {
    async call(method, params) {
      try {
        return await (methods[method]?.(params) ?? callByName(method, params))
      } catch (err) {
        throw adapter.errorRegistry.consumeError(0)?.error ?? err // the cause, where JavaScript threw it
      }
    },
  }
}

/** What the engine said before it panicked; without this registry its words are lost in a TypeError. */
export const lastWords = () => panicMessage

let panicMessage
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message: (message) => {
    panicMessage = message
  },
}

/** What `wasm-bindgen` leaves to its host: compile, link the two halves, start. */
function loadSchemaEngine() {
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
  const module = new WebAssembly.Module(readFileSync(join(folder, 'schema_engine_bg.wasm')))
  const { exports } = new WebAssembly.Instance(module, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(exports)
  exports.__wbindgen_start()
  return bindings.SchemaEngine
}
