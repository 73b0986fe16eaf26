import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net'

/** A stretch of wire between a process and a store, which can be cut and can fall silent. */
export interface Wire {
  readonly port: number
  /** Nothing passes any more in either direction, and nobody is told: connections stay open, new ones are taken. */
  silence(): void
  /** What was held back passes now. */
  speak(): void
  /**
   * The connections that there are stay open and silent for good, as when a machine is gone without a word; new ones pass.
   */
  forget(): void
  /** Breaks every connection. New ones are possible at once. */
  cut(): void
  close(): Promise<void>
}

/** Listens on a free port of the loopback and joins whoever connects there to `target`, which may change address. */
export async function stretchWire(target: () => NetConnectOpts): Promise<Wire> {
  const pairs = new Set<{ near: Socket; far: Socket; isForgotten: boolean }>()
  let silent = false

  const server = createServer((near) => {
    const far = connect(target())
    const pair = { near, far, isForgotten: false }
    pairs.add(pair)
    const isSilent = () => silent || pair.isForgotten
    const part = () => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.setNoDelay(true)
      // By hand and not by `pipe`, which starts a paused stream again whenever the other side has drained.
      from.on('data', (bytes) => {
        if (to.write(bytes) || isSilent()) return
        from.pause()
        to.once('drain', () => isSilent() || from.resume())
      })
      from.on('error', part)
      from.on('close', part)
      if (silent) from.pause()
    }
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))

  const pause = () => {
    for (const { near, far } of pairs) {
      near.pause()
      far.pause()
    }
  }
  return {
    port: (server.address() as { port: number }).port,
    silence() {
      silent = true
      pause()
    },
    speak() {
      silent = false
      for (const { near, far, isForgotten } of pairs) {
        if (isForgotten) continue
        near.resume()
        far.resume()
      }
    },
    forget() {
      pause()
      for (const pair of pairs) pair.isForgotten = true
    },
    cut() {
      for (const { near } of [...pairs]) near.destroy()
    },
    async close() {
      for (const { near } of [...pairs]) near.destroy()
      await new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}
