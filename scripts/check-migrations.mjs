// A migration may be read by the services of the version before: they run on while it is applied, and after it. So nothing may
// be taken from them. What has to go carries, on the line above it, which version stopped using it:
//
//   -- unused since 0.4.0: the claims go by lease_epoch
//   alter table messages drop column claimed_by;
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Migrations before this one came before there was anything to be compatible with. */
const FIRST_CHECKED = '20261127020000'

const rules = [
  [/\bdrop\s+(table|column|schema|type|view)\b/i, 'takes away what the services of the version before may read'],
  [/\brename\s+(column\s+\S+\s+)?to\b/i, 'renames what the services of the version before know by its old name'],
  [/\balter\s+(column\s+)?\S+\s+(set\s+data\s+)?type\b/i, 'changes a type under the services of the version before'],
  [/\balter\s+(column\s+)?\S+\s+set\s+not\s+null\b/i, 'refuses rows that the services of the version before may write'],
  [/\balter\s+(column\s+)?\S+\s+drop\s+default\b/i, 'refuses rows that the services of the version before may write'],
  [/\btruncate\b/i, 'empties a table'],
]
const marker = /^\s*--\s*unused since \d+\.\d+\.\d+: \S/

/** What of a migration the version before could stumble over: line numbers (from 1) and sentences. */
function destructiveLines(sql) {
  const lines = sql.split('\n')
  const found = []
  let depth = false // within $$ … $$, which is a function's own text
  for (const [n, line] of lines.entries()) {
    const inFunction = depth
    if ((line.match(/\$\w*\$/g) ?? []).length % 2 === 1) depth = !depth
    const text = line.replace(/--.*$/, '')
    if (inFunction || marker.test(lines[n - 1] ?? '')) continue
    for (const [pattern, why] of rules) if (pattern.test(text)) found.push({ line: n + 1, why })
    const added = /\badd\s+column\b.*/i.exec(text)?.[0] ?? (/^\s*add\s+(?!constraint)\S+\s+\S+/i.test(text) ? text : '')
    if (/\bnot\s+null\b/i.test(added) && !/\b(default|generated)\b/i.test(added))
      found.push({ line: n + 1, why: 'adds a column that the services of the version before do not fill' })
  }
  return found
}

/** What is said of each is what the rules are for; looked at before the migrations are. */
const examples = [
  ['alter table a drop column b;', 1],
  ['-- unused since 0.2.0: nobody asks for it\nalter table a drop column b;', 0],
  ['-- unused, I think\nalter table a drop column b;', 1],
  ['alter table a rename column b to c;', 1],
  ['alter table a\n  alter column b type text;', 1],
  ['alter table a alter b set not null;', 1],
  ['alter table a\n  add column b int not null;', 1],
  ["alter table a add column b text not null default '';", 0],
  ['create table a (b int not null);', 0],
  ['create function f() returns void language sql as $$\n  truncate a;\n$$;', 0],
]

for (const [sql, count] of examples)
  if (destructiveLines(sql).length !== count) {
    console.error(`The check itself is wrong: ${count} lines were to be found in ${JSON.stringify(sql)}`)
    process.exitCode = 1
  }
const directory = join(import.meta.dirname, '..', 'prisma', 'migrations')
for (const name of readdirSync(directory).sort()) {
  if (!/^\d/.test(name) || name < FIRST_CHECKED) continue
  for (const { line, why } of destructiveLines(readFileSync(join(directory, name, 'migration.sql'), 'utf8'))) {
    console.error(
      `prisma/migrations/${name}/migration.sql:${line} ${why}: docs/operations/upgrades.md says what to do instead`,
    )
    process.exitCode = 1
  }
}
