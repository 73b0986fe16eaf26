import type { Database } from '@siaran/db'

/**
 * Writes the marker into every text and JSON column of everything that the workspace owns, so that whatever of it is shown
 * to somebody else is recognised. What the database keeps to a list of words stays as it is.
 */
export async function markWorkspace(db: Database, workspaceId: string, marker: string): Promise<void> {
  for (const { table, owner, columns } of await ownedTables(db))
    for (const { name, type } of columns) {
      const text = `'${marker} ${name}'`
      const value = type === 'jsonb' ? `jsonb_build_object('${marker}', ${text}::text)` : text
      await db.pool
        .query(`update ${table} set ${name} = ${value} where ${owner} = $1`, [workspaceId])
        .catch((err: { code?: string }) => {
          // A constraint, or a table that is only ever appended to.
          if (!/^(23|42501|P0)/.test(err.code ?? '')) throw err
        })
    }
}

/** One text for each table of everything that the workspace owns: equal as long as nothing of it has changed. */
export async function workspaceDigest(db: Database, workspaceId: string): Promise<Record<string, string>> {
  const digests: Record<string, string> = {}
  for (const { table, owner } of await ownedTables(db)) {
    const { rows } = await db.pool.query(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest from ${table} t where ${owner} = $1`,
      [workspaceId],
    )
    digests[table] = rows[0].digest
  }
  return digests
}

interface OwnedTable {
  table: string
  /** The column that says whose a row is. */
  owner: string
  columns: { name: string; type: string }[]
}

async function ownedTables(db: Database): Promise<OwnedTable[]> {
  const { rows } = await db.pool.query<OwnedTable>(`
    select t.table_name as table,
           case when t.table_name = 'workspaces' then 'id' else 'workspace_id' end as owner,
           coalesce(json_agg(json_build_object('name', c.column_name, 'type', c.data_type))
             filter (where c.data_type in ('text', 'jsonb') and c.is_generated = 'NEVER'), '[]') as columns
    from information_schema.tables t
    join information_schema.columns c using (table_schema, table_name)
    where t.table_schema = 'public' and t.table_type = 'BASE TABLE'
    group by t.table_name
    having t.table_name = 'workspaces' or bool_or(c.column_name = 'workspace_id')
    order by t.table_name`)
  return rows
}
