import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { asSentence } from '../start-failure.js'
import { restoreBackup } from './restore-backup.js'
import { takeBackup } from './take-backup.js'

/** `npm run backup [-- <file>]`. */
export const backup = (args: string[]): Promise<void> =>
  telling(async () => {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true })
    const moment = new Date().toISOString().replace(/[:.]/g, '-')
    const file = resolve(positionals[0] ?? `siaran-${moment}.backup`)
    const { rows, takenAt } = await takeBackup({ environment: process.env, file })
    console.log(`${rows.toLocaleString('en')} rows as of ${takenAt} are in ${file}`)
    console.log('It holds the key to all secrets, and the sign-in: keep it as you would keep those.')
  })

/** `npm run restore -- <file> [--replace] [--nothing-sent-since]`. */
export const restore = (args: string[]): Promise<void> =>
  telling(async () => {
    const { positionals, values } = parseArgs({
      args,
      options: { replace: { type: 'boolean' }, 'nothing-sent-since': { type: 'boolean' } },
      allowPositionals: true,
    })
    const [file] = positionals
    if (file === undefined) throw new Error('Name the file: npm run restore -- <file>')
    const { rows, takenAt, paused, unconfirmed, keptAs, redisUrl } = await restoreBackup({
      environment: process.env,
      file: resolve(file),
      replace: values.replace ?? false,
      nothingSentSince: values['nothing-sent-since'] ?? false,
      step: (name, detail) => console.log(detail === undefined ? name : `${name} ${detail}`),
    })
    console.log(`${rows.toLocaleString('en')} rows as of ${takenAt} are restored.`)
    console.log(
      `${paused} campaigns and sequences are paused, ${unconfirmed} messages are in doubt: nothing is sent by itself.`,
    )
    console.log('What to look at before anything is resumed: docs/operations/backup.md')
    if (redisUrl !== undefined)
      console.log(
        'REDIS_URL names a Redis of your own: empty it before the next start (FLUSHDB), its jobs are of another time.',
      )
    if (keptAs !== null) console.log(`What was there before is kept as the database ${keptAs}, until the next restore.`)
  })

async function telling(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (err) {
    console.error(asSentence(err))
    process.exitCode = 1
  }
}
