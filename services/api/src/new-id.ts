import type { Database } from '@siaran/db'

/**
 * An id for a row whose other columns are made with it (a sealed secret, a token). From the database, as every other id:
 * version 7, so that lists in the order of ids are in the order of creation.
 */
export async function newId({ prisma }: Pick<Database, 'prisma'>): Promise<string> {
  const [row] = await prisma.$queryRaw<[{ id: string }]>`select uuid_v7()::text as id`
  return row.id
}
