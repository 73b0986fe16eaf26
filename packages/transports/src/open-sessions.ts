import type { DeviceSession } from './transport.js'

/** Ends with what a session still does for its device after it was closed. */
type Farewell = Promise<unknown>

/** What a session is begun with. */
export interface Beginning {
  /** All that sessions of the device still have to do. */
  after: Farewell
  /** To be called when the session is over: at the latest by its `close`, before that waits for anything. */
  ended(letGo: Farewell): void
}

/** The sessions of one transport: one a device, each of which begins when those before it have let go. */
export class OpenSessions<Session extends DeviceSession = DeviceSession> {
  private readonly sessions = new Map<string, Session>()
  private readonly farewells = new Map<string, Farewell>()

  get(device: string): Session | undefined {
    return this.sessions.get(device)
  }

  all(): Iterable<Session> {
    return this.sessions.values()
  }

  /** Resolves when nothing that has ended has the device in hand. */
  farewell(device: string): Farewell {
    return this.farewells.get(device) ?? Promise.resolve()
  }

  /** The device's next session begins after this, which must not reject. */
  begunAfter(device: string, letGo: Farewell): void {
    const farewell = letGo.then(() => {
      if (this.farewells.get(device) === farewell) this.farewells.delete(device)
    })
    this.farewells.set(device, farewell)
  }

  /** Closes the session that the device has, and begins its next. */
  open(device: string, begin: (beginning: Beginning) => Session): Session {
    void this.sessions.get(device)?.close()
    const session: Session = begin({
      after: this.farewell(device),
      ended: (letGo) => {
        if (this.sessions.get(device) === session) this.sessions.delete(device)
        this.begunAfter(device, letGo)
      },
    })
    this.sessions.set(device, session)
    return session
  }

  /** Resolves when every session is closed and has let go. */
  async close(): Promise<void> {
    await Promise.all(Array.from(this.sessions.values(), (session) => session.close()))
    await Promise.all(this.farewells.values())
  }
}
