import { throttleConfig } from '@siaran/contracts'
import type { z } from 'zod'

/** `throttleConfig` → the columns of its row; left out: the pace that everybody gets. */
export function pacingColumns(pacing: z.output<typeof throttleConfig> = throttleConfig.parse({})) {
  const minDelayMs = Math.round((pacing.minDelaySeconds ?? 0) * 1_000)
  return {
    messagesPerMinute: pacing.messagesPerMinute,
    batchSize: pacing.batchSize,
    delayBetweenBatchesMs: pacing.delayBetweenBatches,
    minDelayMs,
    maxDelayMs: pacing.maxDelaySeconds === undefined ? minDelayMs : Math.round(pacing.maxDelaySeconds * 1_000),
  }
}
