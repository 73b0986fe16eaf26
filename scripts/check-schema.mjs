// The migrations must lead to exactly the schema that the code was generated from. Exit code 2: they do not.
import { spawnSync } from 'node:child_process'
import { startTestStores } from '@siaran/local-stack'

const stores = await startTestStores()
const prisma = spawnSync(
  process.execPath,
  [
    'node_modules/prisma/build/index.js',
    'migrate',
    'diff',
    '--from-migrations=prisma/migrations',
    '--to-schema=prisma/schema.prisma',
    '--exit-code',
  ],
  {
    stdio: 'inherit',
    env: { ...process.env, DATABASE_URL: stores.databaseUrl, SHADOW_DATABASE_URL: stores.databaseUrl },
  },
)
await stores.stop()
process.exitCode = prisma.status ?? 1
