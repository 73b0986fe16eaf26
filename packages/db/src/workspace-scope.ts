import { AsyncLocalStorage } from 'node:async_hooks'

/** What a session names to see all workspaces. */
export const ALL = '*'

/** What a session is to name before anything is asked of it. */
export interface Scope {
  /** `siaran.workspace_id`: the id of a workspace, or {@link ALL}. */
  workspaceId: string
  /** `siaran.actor`: who moves the messages that are moved, as the audit writes it; empty: the process itself. */
  actor: string
}

const scope = new AsyncLocalStorage<Scope>()

/** Whatever `work` asks the database sees the rows of this workspace alone, how deep and late it may be. */
export const inWorkspace = <Result>(workspaceId: string, work: () => PromiseLike<Result>): Promise<Result> =>
  // Awaited inside: a query of Prisma's begins when somebody waits for it.
  scope.run({ workspaceId, actor: '' }, async () => await work())

/** The same for what is left of a request, everything that `next` begins: done by this caller. */
export const enterWorkspace = ({ workspaceId, actor }: Scope, next: () => void): void =>
  scope.run({ workspaceId, actor }, next)

/** Sees all workspaces: for what has to be known before it is known who calls, and for the machinery. */
export const asSystem = <Result>(work: () => PromiseLike<Result>): Promise<Result> => inWorkspace(ALL, work)

/**
 * Throws outside of both. Postgres would show such a query no rows; an empty list that should not be empty is found
 * much later than an error.
 */
export function currentScope(): Scope {
  const named = scope.getStore()
  if (named === undefined) throw new Error('A query outside of a workspace: say inWorkspace, or asSystem')
  return named
}

/** The way back into the present scope, for what is begun elsewhere. */
export const keepScope = (): (<Result>(work: () => Result) => Result) => AsyncLocalStorage.snapshot()
