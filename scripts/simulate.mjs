// npm run simulate: what a fleet would take, on a virtual clock. An estimate, not a test.
import { runSource } from './run-source.mjs'

await runSource('simulate', 'main.ts')
