/** A metric as Prometheus reads it. */
export interface Metric {
  name: string
  type: string
  help: string
  samples: { name: string; labels: Record<string, string>; value: number }[]
}

/** Reads Prometheus' text format, as prom-client writes it: help and type first, then the samples. */
export function readExposition(text: string): Metric[] {
  const metrics: Metric[] = []
  for (const line of text.split('\n')) {
    const help = /^# HELP (\S+) (.*)$/.exec(line)
    if (help) metrics.push({ name: help[1]!, type: '', help: help[2]!, samples: [] })
    const type = /^# TYPE \S+ (\S+)$/.exec(line)
    if (type) metrics.at(-1)!.type = type[1]!
    const sample = /^([a-z_]+[a-z0-9_]*)(?:\{(.*)\})? (\S+)$/.exec(line)
    if (sample)
      metrics.at(-1)!.samples.push({ name: sample[1]!, labels: readLabels(sample[2] ?? ''), value: Number(sample[3]) })
  }
  return metrics
}

const readLabels = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]))

/** Undefined when there is no such sample. */
export const sampleOf = (
  metrics: readonly Metric[],
  name: string,
  labels: Record<string, string> = {},
): number | undefined =>
  metrics
    .flatMap(({ samples }) => samples)
    .find(
      (sample) =>
        sample.name === name && Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
    )?.value
