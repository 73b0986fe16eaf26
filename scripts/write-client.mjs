// Writes the types of packages/client from the API's OpenAPI document. `--check`: only says whether they are up to date.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import openapiTypescript, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import { readDocument } from '../services/api/dist/document.js'

const file = join(import.meta.dirname, '..', 'packages', 'client', 'src', 'generated', 'api.ts')

const blob = ts.factory.createTypeReferenceNode('Blob')
const types = await openapiTypescript(await readDocument(), {
  alphabetize: true,
  defaultNonNullable: false,
  rootTypes: false,
  // A file is not a text of binary digits.
  transform: ({ format }) => (format === 'binary' ? blob : undefined),
})
const wanted = `// Written by scripts/write-client.mjs from the API's OpenAPI document. Not edited by hand.\n${astToString(types)}`

if (!process.argv.includes('--check')) writeFileSync(file, wanted)
else if (readFileSync(file, 'utf8') !== wanted) {
  console.error('packages/client is not what the API says any more: npm run build && node scripts/write-client.mjs')
  process.exitCode = 1
}
