// Writes the README's table of configuration from the schemas that read it. `--check`: only says whether it is up to date.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { environments } from './environments.mjs'

const root = join(import.meta.dirname, '..')
const variables = new Map()
for (const [reader, schema] of await environments()) {
  for (const [variable, field] of Object.entries(schema.shape)) {
    const entry = variables.get(variable) ?? { meaning: field.description ?? '', fallbacks: new Set(), readers: [] }
    entry.readers.push(reader)
    // What npm start says of itself goes before what it fills in for the services.
    if (!entry.readers.includes('npm start') || reader === 'npm start') entry.fallbacks.add(fallbackOf(field))
    variables.set(variable, entry)
  }
}

function fallbackOf(field) {
  const parsed = field.safeParse(undefined)
  if (!parsed.success) return 'required'
  const { data } = parsed
  if (data === undefined || (Array.isArray(data) && data.length === 0)) return ''
  const text = String(data)
  // Some defaults are of this machine and process; a table is for all of them.
  if (text.startsWith(root)) return `\`${text.slice(root.length + 1)}\``
  return text.endsWith(`-${process.pid}`) ? 'host and process id' : `\`${text}\``
}

const rows = [...variables].map(([variable, { meaning, fallbacks, readers }]) => {
  const everyone = readers.length >= 4 && readers.includes('api') ? 'all' : readers.join(', ')
  return `| \`${variable}\` | ${[...fallbacks].join(', ')} | ${meaning.replace(/\|/g, '\\|').replace(/\.$/, '')} | ${everyone} |`
})
const table = ['| Variable | Default | Meaning | Read by |', '|---|---|---|---|', ...rows].join('\n')

const path = join(root, 'README.md')
const before = readFileSync(path, 'utf8')
const after = before.replace(
  /<!-- configuration -->[\s\S]*<!-- end of configuration -->/,
  () => `<!-- configuration -->\n${table}\n<!-- end of configuration -->`,
)
if (process.argv.includes('--check')) {
  if (before !== after) {
    console.error('The README’s table of configuration is not up to date: run `node scripts/write-configuration.mjs`.')
    process.exitCode = 1
  }
} else {
  writeFileSync(path, after)
}
