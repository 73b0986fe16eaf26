import { setTimeout as wait } from 'node:timers/promises'
import type { LedgerEntry } from '@siaran/phone-network'
import type { World } from './world.js'

/** Reads the phone network's ledger along, and remembers it. */
export interface Witness {
  readonly entries: readonly LedgerEntry[]
  /** The first hand-over of the device that began after an instant, in epoch milliseconds; null: none yet. */
  firstAfter(device: string, since: number): number | null
  /** Reads what is there now. */
  catchUp(): Promise<void>
  stop(): Promise<void>
}

export function watchLedger({ network }: Pick<World, 'network'>): Witness {
  const entries: LedgerEntry[] = []
  const handedAtOf = new Map<string, number[]>()
  let stopped = false

  let reading: Promise<void> | null = null
  const catchUp = (): Promise<void> => {
    reading ??= (async () => {
      for (;;) {
        const page = await network.ledger(entries.length, 10_000)
        if (page.entries.length === 0) return
        for (const entry of page.entries) {
          entries.push(entry)
          const times = handedAtOf.get(entry.device) ?? []
          handedAtOf.set(entry.device, times)
          times.push(Date.parse(entry.handedAt))
        }
      }
    })().finally(() => {
      reading = null
    })
    return reading
  }
  const watching = (async () => {
    while (!stopped) {
      await catchUp().catch(() => {}) // the network may be down; its ledger is not
      await wait(100)
    }
  })()

  return {
    entries,
    firstAfter(device, since) {
      let first: number | null = null
      const times = handedAtOf.get(device) ?? []
      for (let n = times.length - 1; n >= 0 && times[n]! > since - 60_000; n--)
        if (times[n]! > since && (first === null || times[n]! < first)) first = times[n]!
      return first
    },
    catchUp,
    async stop() {
      stopped = true
      await watching
    },
  }
}
