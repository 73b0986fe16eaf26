import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../prepare.mjs'

/** Passwords are part of addresses: nothing that would have to be escaped there. */
const password = () => randomBytes(24).toString('hex')

const made = {
  SIARAN_SECRET_KEY: () => randomBytes(32).toString('base64'),
  SIARAN_ADMIN_PASSWORD: () => randomBytes(15).toString('base64url'),
  POSTGRES_PASSWORD: password,
  API_DATABASE_PASSWORD: password,
  WORKER_DATABASE_PASSWORD: password,
  REDIS_PASSWORD: password,
}

/** The text of a `.env` for docker-compose.yml: `.env.example`, with a new secret behind each name that wants one. */
export function makeEnvironmentFile() {
  const example = readFileSync(join(root, '.env.example'), 'utf8')
  return example.replace(/^(\w+)=$/gm, (line, name) => (made[name] ? `${name}=${made[name]()}` : line))
}
