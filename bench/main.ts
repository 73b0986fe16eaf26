// npm run bench [section…]: measures, prints, and writes docs/performance.md. Not a test: nothing here passes or fails.
import { rmSync } from 'node:fs'
import { temporaryFolder } from '@siaran/local-stack'
import { machine, tableOf, writeSection } from './report.js'
import { sections } from './sections.js'

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !sections.some((section) => section.name === name))
if (unknown.length > 0) {
  console.error(`There is no section ${unknown.join(', ')}; there are ${sections.map(({ name }) => name).join(', ')}`)
  process.exit(1)
}

console.log(`On ${machine()}`)
const folders: string[] = []
for (const section of sections.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  console.log(`\n${section.title}`)
  const begun = performance.now()
  const findings = await section.run({
    note: (line) => console.log(`  ${line}`),
    temporaryFolder(name) {
      const folder = temporaryFolder(`bench-${name}`)
      folders.push(folder)
      return folder
    },
  })
  const seconds = (performance.now() - begun) / 1_000
  writeSection(section, findings, seconds)
  console.log(`\n${tableOf(findings).join('\n')}\n\n${section.name}: ${seconds.toFixed(0)} s`)
}
for (const folder of folders) rmSync(folder, { recursive: true, force: true })
process.exit(0)
