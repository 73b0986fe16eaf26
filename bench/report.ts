import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Finding, Section } from './section.js'

const page = join(import.meta.dirname, '..', 'docs', 'performance.md')

/** What the figures were measured on. */
export const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}, Node ${process.version}`

/** Puts a section's table into docs/performance.md, in place of the one before; what people wrote around it stays. */
export function writeSection(section: Section, findings: readonly Finding[], seconds: number): void {
  const [begin, end] = [`<!-- bench ${section.name} -->`, `<!-- end of bench ${section.name} -->`]
  const block = [
    begin,
    '',
    ...tableOf(findings),
    '',
    `Measured on ${new Date().toISOString().slice(0, 10)} in ${Math.round(seconds)} s: ${machine()}.`,
    '',
    end,
  ].join('\n')
  const text = existsSync(page) ? readFileSync(page, 'utf8') : '# Performance\n'
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  const next =
    from === -1 || to === -1
      ? `${text.trimEnd()}\n\n## ${section.title}\n\n${block}\n`
      : text.slice(0, from) + block + text.slice(to + end.length)
  writeFileSync(page, next)
}

export function tableOf(findings: readonly Finding[]): string[] {
  const rows = findings.map(({ what, siaran, unit, against, aim, note }) => [
    what,
    `${figure(siaran)} ${unit}`,
    against === undefined ? '' : `${figure(against.value)} (${against.what})`,
    against === undefined ? '' : (siaran / against.value).toFixed(2),
    aim === undefined ? '' : `≥ ${aim}`,
    note ?? '',
  ])
  return [
    '| what | Siaran | against | ratio | aim | |',
    '|---|---|---|---|---|---|',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ]
}

/** Three digits that mean something, thousands apart. */
const figure = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))
