import { type Database, type ImportError, inWorkspace } from '@siaran/db'
import type { Caller } from '../caller.js'
import { csvLine } from '../csv-line.js'

const PAGE_ROWS = 1_000

/**
 * Every reported error of an import as CSV, page by page: at most 1,000 of them in memory. Says itself in which workspace
 * it asks: it is driven by the connection that takes the pages, and no longer by the request.
 */
export async function* errorReport(
  db: Database,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  importId: string,
): AsyncGenerator<string> {
  yield csvLine(['row', 'field', 'message', 'value'])
  let last: ImportError | undefined
  for (;;) {
    const behind = last && { OR: [{ row: { gt: last.row } }, { row: last.row, field: { gt: last.field } }] }
    const page: ImportError[] = await inWorkspace(workspaceId, () =>
      db.prisma.importError.findMany({
        where: { importId, ...behind },
        orderBy: [{ row: 'asc' }, { field: 'asc' }],
        take: PAGE_ROWS,
      }),
    )
    if (page.length === 0) return
    yield page.map(({ row, field, message, value }) => csvLine([String(row), field, message, value ?? ''])).join('')
    last = page.at(-1)
  }
}
