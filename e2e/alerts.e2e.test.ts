import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from '@jest/globals'
import { findPromtool, temporaryFolder } from '@siaran/local-stack'
import { parse } from 'yaml'
import { alertRules, dashboardPanels, expressionsOf, OPS } from './ops.js'

const run = promisify(execFile)
/** Rejects with what promtool says is wrong. */
const check = async (...args: string[]) => {
  await run(promtool, args, { cwd: join(OPS, 'prometheus') }).catch((err) => {
    throw new Error(`promtool ${args.join(' ')}\n${err.stdout}${err.stderr}`)
  })
}
let promtool: string
beforeAll(async () => {
  promtool = await findPromtool()
}, 300_000)

test('promtool finds nothing wrong with the rules and with the example of a configuration', async () => {
  await check('check', 'rules', 'alerts.yml')
  await check('check', 'config', 'prometheus.yml')
})

test('the rules do in their tests what these expect', () => check('test', 'rules', 'alerts.test.yml'))

test('each alert has a test in which it fires and one in which it does not', () => {
  const { tests } = parse(readFileSync(join(OPS, 'prometheus/alerts.test.yml'), 'utf8')) as {
    tests: { promql_expr_test: { expr: string; exp_samples: unknown[] }[] }[]
  }
  const tested = tests
    .flatMap(({ promql_expr_test }) => promql_expr_test)
    .map(
      ({ expr, exp_samples }) =>
        `${/alertname="(\w+)"/.exec(expr)?.[1]} ${exp_samples.length > 0 ? 'fires' : 'is silent'}`,
    )
  const wanted = alertRules().flatMap(({ alert }) => [`${alert} fires`, `${alert} is silent`])
  expect([...new Set(tested)].sort()).toEqual(wanted.sort())
})

test('each alert says what is wrong and what to do, and docs/alerts.md has a section for it and for no other', () => {
  for (const { alert, annotations, labels } of alertRules()) {
    expect(annotations).toEqual({
      summary: expect.stringMatching(/\w/),
      action: expect.stringMatching(/\.$/),
      runbook: `docs/alerts.md#${alert.toLowerCase()}`,
    })
    expect(['critical', 'warning']).toContain(labels.severity)
  }
  const sections = [...readFileSync(join(OPS, '../docs/alerts.md'), 'utf8').matchAll(/^## (Siaran\w+)$/gm)]
  expect(sections.map(([, name]) => name)).toEqual(alertRules().map(({ alert }) => alert))
})

test('every expression of the dashboard can be read, and no two panels share a place', async () => {
  const file = join(temporaryFolder('dashboard'), 'expressions.json')
  const rules = expressionsOf(dashboardPanels()).map((expr, n) => ({ record: `panel:${n}`, expr }))
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }))
  expect(rules.length).toBeGreaterThan(20)
  await check('check', 'rules', file)
  const panels = dashboardPanels()
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  expect(new Set(panels.map(({ gridPos: { x, y } }) => `${x} ${y}`)).size).toBe(panels.length)
})
