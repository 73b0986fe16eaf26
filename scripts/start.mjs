// npm start: from a fresh clone to a running system. Needs Node, and nothing else.
import { prepareOrExit } from './prepare.mjs'

await prepareOrExit()
// In this very process, so that its parent is npm: its death has to be noticed.
const { main } = await import('../packages/local-stack/dist/main.js')
await main()
