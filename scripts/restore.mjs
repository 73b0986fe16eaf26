// npm run restore: a backup in the place of what the local stack knows. See docs/operations/backup.md.
import { prepareOrExit } from './prepare.mjs'

await prepareOrExit()
const { restore } = await import('../packages/local-stack/dist/backup/command.js')
await restore(process.argv.slice(2))
