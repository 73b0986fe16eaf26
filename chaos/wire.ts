import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net'

/** A stretch of wire between the services and a store, which can be cut and can fall silent. */
export interface Wire {
  readonly port: number
  /** Nothing passes any more in either direction, and nobody is told: connections stay open, new ones are taken. */
  silence(): void
  /** What was held back passes now. */
  speak(): void
  /** Breaks every connection. New ones are possible at once. */
  cut(): void
  close(): Promise<void>
}

/** Listens on a free port of the loopback and joins whoever connects there to `target`, which may change address. */
export async function stretchWire(target: () => NetConnectOpts): Promise<Wire> {
  const pairs = new Set<{ near: Socket; far: Socket }>()
  let silent = false

  const server = createServer((near) => {
    const far = connect(target())
    const pair = { near, far }
    pairs.add(pair)
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
        if (to.write(bytes) || silent) return
        from.pause()
        to.once('drain', () => silent || from.resume())
      })
      from.on('error', part)
      from.on('close', part)
      if (silent) from.pause()
    }
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))

  return {
    port: (server.address() as { port: number }).port,
    silence() {
      silent = true
      for (const { near, far } of pairs) {
        near.pause()
        far.pause()
      }
    },
    speak() {
      silent = false
      for (const { near, far } of pairs) {
        near.resume()
        far.resume()
      }
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
