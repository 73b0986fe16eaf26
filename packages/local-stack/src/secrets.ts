import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { StartFailure } from './start-failure.js'

const secretsSchema = z.object({
  /** 32 bytes, base64: encrypts credentials and sessions at rest. Without it they are lost. */
  secretKey: z.string().min(1),
  adminEmail: z.string().min(1),
  adminPassword: z.string().min(1),
  databasePassword: z.string().min(1),
  redisPassword: z.string().min(1),
  /** Whether the sign-in was shown: a first start that failed has shown nothing. */
  signInPrinted: z.boolean(),
})

export type Secrets = z.infer<typeof secretsSchema>

/**
 * The secrets of an installation: read from the file, or made up and written to it (mode 0600) when there is none.
 * The administrator's sign-in is made up only where the environment does not give it.
 * Throws a {@link StartFailure} for a file that is damaged, and leaves it as it is: made up anew, the secret key
 * could not open what the old one closed.
 */
export function openSecrets(file: string, admin: { email?: string; password?: string } = {}): Secrets {
  if (existsSync(file)) return readSecrets(file)
  const secrets: Secrets = {
    secretKey: randomBytes(32).toString('base64'),
    adminEmail: admin.email ?? 'admin@siaran.local',
    adminPassword: admin.password ?? randomBytes(15).toString('base64url'),
    databasePassword: randomBytes(24).toString('base64url'),
    redisPassword: randomBytes(24).toString('base64url'),
    signInPrinted: false,
  }
  writeSecrets(file, secrets)
  return secrets
}

/** Remembers that the password was shown. */
export function rememberSignInPrinted(file: string): void {
  writeSecrets(file, { ...readSecrets(file), signInPrinted: true })
}

/** Puts other secrets into the place of those that are there. */
export const keepSecrets = (file: string, secrets: Secrets): void => writeSecrets(file, secrets)

/** Renamed into place: a start that dies half-way leaves no half file behind. */
function writeSecrets(file: string, secrets: Secrets): void {
  rmSync(`${file}.new`, { force: true }) // an old one could have other rights
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

function readSecrets(file: string): Secrets {
  const text = readFileSync(file, 'utf8')
  try {
    return secretsSchema.parse(JSON.parse(text))
  } catch {
    throw new StartFailure(`${file} is damaged: restore it from a backup, or set the data folder aside to begin anew.`)
  }
}
