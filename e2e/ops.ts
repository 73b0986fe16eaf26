import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** What operators are given to watch Siaran with. */
export const OPS = join(__dirname, '../ops')

interface AlertRule {
  alert: string
  expr: string
  labels: Record<string, string>
  annotations: Record<string, string>
}

export function alertRules(): AlertRule[] {
  const { groups } = parse(readFileSync(join(OPS, 'prometheus/alerts.yml'), 'utf8')) as {
    groups: { rules: AlertRule[] }[]
  }
  return groups.flatMap(({ rules }) => rules)
}

interface Panel {
  id: number
  title: string
  gridPos: { x: number; y: number }
  targets?: { expr: string }[]
}

export const dashboardPanels = (): Panel[] =>
  (JSON.parse(readFileSync(join(OPS, 'grafana/siaran.json'), 'utf8')) as { panels: Panel[] }).panels

export const expressionsOf = (panels: readonly Panel[]): string[] =>
  panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))

/** The metrics that an expression names. */
export const metricsIn = (expression: string): string[] =>
  [...expression.matchAll(/\b(?:siaran|process|nodejs)_\w+/g)].map(([name]) => name)

/** The values of labels by which an expression chooses among Siaran's own samples. */
export const selectorsIn = (expression: string): { name: string; label: string; values: string[] }[] =>
  [...expression.matchAll(/\b(siaran_\w+)\{([^}]*)\}/g)].flatMap(([, name, selectors]) =>
    [...selectors!.matchAll(/(\w+)(?:=~|!~|!=|=)"([^"]*)"/g)].map(([, label, values]) => ({
      name: name!,
      label: label!,
      values: values!.split('|'),
    })),
  )
