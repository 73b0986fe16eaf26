// node scripts/image/write-file-sets.mjs <folder>: what each image holds of Siaran, a folder a program. The Dockerfile calls it.
import { prepareOrExit } from '../prepare.mjs'
import { writeFileSets } from './file-sets.mjs'

const [parent] = process.argv.slice(2)
if (parent === undefined) {
  console.error('Say into which folder: node scripts/image/write-file-sets.mjs <folder>')
  process.exit(1)
}
await prepareOrExit()
await writeFileSets(parent)
