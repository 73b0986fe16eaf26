import { collectDefaultMetrics, Registry } from 'prom-client'

export type { Registry }

/** A registry with the process's own figures (memory, CPU, event-loop lag), every name labelled with its service. */
export function createMetrics(service: string): Registry {
  const registry = new Registry()
  registry.setDefaultLabels({ service })
  collectDefaultMetrics({ register: registry })
  return registry
}
