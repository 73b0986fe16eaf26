import type { Logger } from 'pino'

/** Whom a token stands for. `expiresAt` null: it does not end by itself. */
export interface SocketCaller {
  workspaceId: string
  sessionId: string
  expiresAt: Date | null
}

/** A revocation that got lost (Redis was away) is noticed within this time. */
const ASK_AGAIN_MS = 60_000

/**
 * Calls `end` once when the caller's token ends: at its time, or when `authenticate` no longer knows it. Asks at once, for
 * what was revoked since the handshake, and every minute; a store that does not answer ends nobody before their time.
 * Returns how to stop watching.
 */
export function watchSession(options: {
  caller: SocketCaller
  authenticate: () => Promise<SocketCaller | null>
  end: () => void
  log: Logger
}): () => void {
  const { authenticate, end, log } = options
  let timer: NodeJS.Timeout | undefined
  let over = false

  const wait = ({ expiresAt }: SocketCaller) => {
    const leftMs = expiresAt === null ? Number.POSITIVE_INFINITY : expiresAt.getTime() - Date.now()
    if (over) return
    if (leftMs <= 0) return end()
    timer = setTimeout(() => void ask(expiresAt), Math.min(leftMs, ASK_AGAIN_MS))
  }

  const ask = async (expiresAt: Date | null) => {
    if (expiresAt !== null && expiresAt.getTime() <= Date.now()) return end()
    try {
      const caller = await authenticate()
      if (over) return
      if (caller === null) end()
      else wait(caller)
    } catch (err) {
      log.warn({ err }, 'a socket could not be authenticated again; it is tried later')
      wait({ ...options.caller, expiresAt })
    }
  }

  void ask(options.caller.expiresAt)
  return () => {
    over = true
    clearTimeout(timer)
  }
}
