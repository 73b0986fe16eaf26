import { readSequenceProgress } from '@siaran/db'
import type { ApiDeps } from '../app.js'

/** Tells the workspace where a sequence stands now. Never throws: a lost event is refetched. */
export async function tellProgress({ db, live, log }: Pick<ApiDeps, 'db' | 'live' | 'log'>, id: string): Promise<void> {
  try {
    for (const { workspaceId, ...progress } of await readSequenceProgress(db, [id]))
      live.publish({ workspaceId }, 'sequence:progress', progress)
  } catch (err) {
    log.warn({ err, sequenceId: id }, 'progress of a sequence could not be read')
  }
}
