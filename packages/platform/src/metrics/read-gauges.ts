import { Gauge, type Registry } from 'prom-client'

/** A gauge without labels is a number; one with labels has a sample for each of their values. */
type Samples = number | readonly { labels: Record<string, string>; value: number }[]

export interface ReadGauge<Reading> {
  name: string
  help: string
  labels?: readonly string[]
  samples(reading: Reading): Samples
}

/** A scrape waits no longer for a reading: Prometheus gives up after ten seconds, and would lose all other figures with it. */
const READING_DEADLINE_MS = 3_000

/**
 * Gauges whose figures are read together, when they are asked for: never without a scrape, at most once in `everyMs` however
 * many scrape, and never twice at once. While a reading fails, or does not come in time, its gauges have no samples: no
 * figure is better than an old one.
 */
export function readGauges<Reading>(
  registry: Registry,
  options: { everyMs: number; read: () => Promise<Reading>; elapsed?: () => number; deadlineMs?: number },
  gauges: readonly ReadGauge<Reading>[],
): void {
  const { everyMs, read, elapsed = () => performance.now(), deadlineMs = READING_DEADLINE_MS } = options
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | null = null

  const take = async (): Promise<void> => {
    try {
      const figures = await read()
      for (const [gauge, { samples }] of made) show(gauge, samples(figures))
    } catch {
      made.forEach(clear)
    }
  }

  const refresh = async (): Promise<void> => {
    if (reading === null) {
      if (elapsed() - readAt < everyMs) return
      readAt = elapsed()
      reading = take().finally(() => {
        reading = null
      })
    }
    let timer: NodeJS.Timeout | undefined
    const tooLate = new Promise<'too late'>((resolve) => {
      timer = setTimeout(() => resolve('too late'), deadlineMs)
    })
    const came = await Promise.race([reading, tooLate])
    clearTimeout(timer)
    if (came === 'too late') made.forEach(clear)
  }

  const made = gauges.map((gauge) => {
    const { name, help, labels: labelNames = [] } = gauge
    return [new Gauge({ name, help, labelNames, registers: [registry], collect: refresh }), gauge] as const
  })
  made.forEach(clear)
}

function show(gauge: Gauge, samples: Samples): void {
  gauge.reset()
  for (const { labels, value } of typeof samples === 'number' ? [{ labels: {}, value: samples }] : samples)
    gauge.set(labels, value)
}

/** One without labels would be 0 after a reset. */
function clear([gauge, { labels }]: readonly [Gauge, { labels?: readonly string[] }]): void {
  if (labels === undefined) gauge.remove()
  else gauge.reset()
}
