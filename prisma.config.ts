import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { defineConfig } from 'prisma/config'

/**
 * Prisma's CLI wants a native program for migrations, which is downloaded from a server of Prisma's. Where it is not
 * there, the same engine as WebAssembly, from npm, takes its place (`scripts/schema-engine`).
 */
function hasNativeEngine(): boolean {
  const prisma = createRequire(import.meta.url).resolve('prisma/package.json')
  const engines = dirname(createRequire(prisma).resolve('@prisma/engines/package.json'))
  return readdirSync(engines).some((name) => name.startsWith('schema-engine-'))
}

if (process.platform !== 'win32' && !hasNativeEngine()) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= join(import.meta.dirname, 'scripts', 'schema-engine', 'schema-engine')
}

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // Only `migrate` and `db` commands connect; `generate` and file-to-file diffs need no database.
  datasource: { url: process.env.DATABASE_URL ?? '', shadowDatabaseUrl: process.env.SHADOW_DATABASE_URL },
})
