import pg from 'pg'
import type { PrismaClient } from './generated/client.js'
import { ALL, currentScope, keepScope, type Scope } from './workspace-scope.js'

/** How a pool stands. */
export interface PoolStanding {
  inUse: number
  idle: number
  /** Queries that wait for a connection. */
  waiting: number
}

export const standingOf = ({ totalCount, idleCount, waitingCount }: pg.Pool): PoolStanding => ({
  inUse: totalCount - idleCount,
  idle: idleCount,
  waiting: waitingCount,
})

type OnConnected = (
  err: Error | undefined,
  client: pg.PoolClient | undefined,
  // biome-ignore lint/suspicious/noExplicitAny: as pg types it
  done: (release?: any) => void,
) => void

/**
 * A pool whose connections are handed out with the scope of whoever asks named in their session, where the policies
 * of row level security and the ledger of transitions read it. A session keeps its name until it is given another, at a
 * later check-out and before anybody has it: no query runs under the name of an earlier one. Costs a round trip when the
 * name changes; the way by a transaction for each query costs three at every query.
 */
export class WorkspacePool extends pg.Pool {
  readonly #named = new WeakMap<pg.PoolClient, string>()
  /**
   * The system's connections are its own: every request asks as the system who calls, and then as its workspace. Out of
   * one pool a session would change its name twice a request; out of two it does so when another workspace calls.
   */
  readonly #system: pg.Pool

  constructor(config: pg.PoolConfig & { max: number }) {
    super(config)
    this.#system = new pg.Pool({ ...config, max: Math.ceil(config.max / 2) })
    this.#system.on('error', (err, client) => this.emit('error', err, client))
    this.#system.on('connect', (client) => this.emit('connect', client))
  }

  /** Of its own connections and the system's together. */
  standing(): PoolStanding {
    const [own, system] = [standingOf(this), standingOf(this.#system)]
    return {
      inUse: own.inUse + system.inUse,
      idle: own.idle + system.idle,
      waiting: own.waiting + system.waiting,
    }
  }

  override async end(): Promise<void> {
    await Promise.all([super.end(), this.#system.end()])
  }

  override connect(): Promise<pg.PoolClient>
  override connect(callback: OnConnected): void
  override connect(callback?: OnConnected) {
    const connected = this.#checkOut()
    if (callback === undefined) return connected
    connected.then(
      (client) => callback(undefined, client, client.release),
      (err) => callback(err, undefined, () => {}),
    )
  }

  async #checkOut(): Promise<pg.PoolClient> {
    const scope = currentScope()
    const client = await (scope.workspaceId === ALL ? this.#system.connect() : super.connect())
    const named = nameOf(scope)
    if (this.#named.get(client) === named) return client
    try {
      this.#named.delete(client)
      await client.query({
        name: 'name-scope',
        text: "select set_config('siaran.workspace_id', $1, false), set_config('siaran.actor', $2, false)",
        values: [scope.workspaceId, scope.actor],
      })
      this.#named.set(client, named)
      return client
    } catch (err) {
      client.release(true)
      throw err
    }
  }
}

const nameOf = ({ workspaceId, actor }: Scope) => `${workspaceId} ${actor}`

interface Batches {
  options: {
    batchBy(request: object): string | undefined
    singleLoader(request: object): Promise<unknown>
    batchLoader(requests: object[]): Promise<unknown>
  }
}

/**
 * Prisma collects what one tick asks for (findUnique, transactions written as a list) and sends all of it in the
 * asynchronous context of whoever asked first: one request's queries would run in another's workspace and name. Afterwards
 * each batch holds queries of one scope alone and runs in it. Takes hold of what Prisma does not promise; throws when
 * that is not there.
 */
export function batchByScope(prisma: PrismaClient): void {
  const { options } = (prisma as unknown as { _requestHandler: { dataloader: Batches } })._requestHandler.dataloader
  const { batchBy, singleLoader, batchLoader } = options
  const returns = new WeakMap<object, ReturnType<typeof keepScope>>()
  options.batchBy = (request) => {
    const batch = batchBy(request)
    if (batch === undefined) return undefined
    returns.set(request, keepScope())
    return `${nameOf(currentScope())} ${batch}`
  }
  options.singleLoader = (request) => {
    const inScope = returns.get(request)
    return inScope === undefined ? singleLoader(request) : inScope(() => singleLoader(request))
  }
  options.batchLoader = (requests) => returns.get(requests[0]!)!(() => batchLoader(requests))
}
