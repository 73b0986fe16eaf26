// npm run backup: everything that the local stack knows, into one file. See docs/operations/backup.md.
import { prepareOrExit } from './prepare.mjs'

await prepareOrExit()
const { backup } = await import('../packages/local-stack/dist/backup/command.js')
await backup(process.argv.slice(2))
