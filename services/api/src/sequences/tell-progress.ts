import { readSequenceProgress } from '@siaran/db'
import type { ApiDeps } from '../app.js'

/** Tells the workspace where sequences stand now; an id that is no sequence's is passed over. */
export async function tellProgress({ db, live }: Pick<ApiDeps, 'db' | 'live'>, ids: readonly string[]): Promise<void> {
  for (const { workspaceId, ...progress } of await readSequenceProgress(db, ids))
    live.publish({ workspaceId }, 'sequence:progress', progress)
}
