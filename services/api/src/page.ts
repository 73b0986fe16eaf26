import { Problem } from './problem.js'

/** What a list query asks the store for: `take` rows that follow `after` in the order of the ids. */
export interface Keyset {
  take: number
  after: string | undefined
}

export interface Page<Row> {
  rows: Row[]
  page: { nextCursor: string | null }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * One page by keyset: reads one row more than asked for, and when it is there the last row that is shown becomes the
 * cursor. `read` fixes the order (`id: { lt: after }` with newest first, `id: { gt: after }` with oldest first) and
 * treats `after: undefined` as the beginning. A cursor that is none of ours is 400 `request.cursor_invalid`.
 */
export async function readPage<Row extends { id: string }>(
  query: { limit: number; cursor?: string | undefined },
  read: (keyset: Keyset) => Promise<Row[]>,
): Promise<Page<Row>> {
  const after = query.cursor === undefined ? undefined : idOf(query.cursor)
  const rows = await read({ take: query.limit + 1, after })
  const shown = rows.slice(0, query.limit)
  return { rows: shown, page: { nextCursor: rows.length > shown.length ? cursorOf(shown.at(-1)!.id) : null } }
}

/** Opaque to callers: the 16 bytes of the id in base64url. */
export const cursorOf = (id: string): string => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')

function idOf(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url')
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  if (!uuid.test(id)) throw new Problem('request.cursor_invalid', 'The cursor is not one that this list gave out')
  return id
}
