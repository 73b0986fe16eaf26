import type { Registry } from 'prom-client'
import { readGauges } from './read-gauges.js'

/** What browsers take, as it is when somebody asks: `read` answers the bytes of each. */
export function browserMetrics(registry: Registry, read: () => Promise<ReadonlyMap<string, number>>): void {
  readGauges(registry, { everyMs: 5_000, read }, [
    {
      name: 'siaran_browser_memory_bytes',
      help: 'What the browsers of its devices take of memory (PSS), with their processes; the log has it by device',
      samples: (bytes) => [...bytes.values()].reduce((sum, each) => sum + each, 0),
    },
  ])
}
