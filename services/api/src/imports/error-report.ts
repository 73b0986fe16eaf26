import type { Database, ImportError } from '@siaran/db'

const PAGE_ROWS = 1_000

/** Every reported error of an import as CSV, page by page: at most 1,000 of them in memory. */
export async function* errorReport(db: Database, importId: string): AsyncGenerator<string> {
  yield csvLine(['row', 'field', 'message', 'value'])
  let last: ImportError | undefined
  for (;;) {
    const page: ImportError[] = await db.prisma.importError.findMany({
      where: {
        importId,
        ...(last && { OR: [{ row: { gt: last.row } }, { row: last.row, field: { gt: last.field } }] }),
      },
      orderBy: [{ row: 'asc' }, { field: 'asc' }],
      take: PAGE_ROWS,
    })
    if (page.length === 0) return
    yield page.map(({ row, field, message, value }) => csvLine([String(row), field, message, value ?? ''])).join('')
    last = page.at(-1)
  }
}

export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`

/** What a spreadsheet would run as a formula gets an apostrophe in front: it is then shown, and not obeyed. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
