// npm run bench [section…]: how fast it is, beside the plain way of doing the same. A benchmark, not a test.
import { runSource } from './run-source.mjs'

await runSource('bench', 'main.ts')
