// npm run chaos: breaks it on purpose, and asks the outside witness what became of every message.
import { runSource } from './run-source.mjs'

await runSource('chaos', 'main.ts')
