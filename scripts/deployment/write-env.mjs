// node scripts/deployment/write-env.mjs: a .env for docker-compose.yml. Never changes one that is there: the data of the volumes
// was closed with its key, and answers to its passwords.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../prepare.mjs'
import { makeEnvironmentFile } from './environment-file.mjs'

try {
  writeFileSync(join(root, '.env'), makeEnvironmentFile(), { mode: 0o600, flag: 'wx' })
  console.log('.env is written. SIARAN_ADMIN_EMAIL and SIARAN_ADMIN_PASSWORD in it are the first sign-in.')
} catch (err) {
  if (err.code !== 'EEXIST') throw err
  console.error('.env is there already, and was left as it is.')
  process.exitCode = 1
}
