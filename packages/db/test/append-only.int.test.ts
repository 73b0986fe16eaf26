import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { count, openRowSecurityScene, type RowSecurityScene } from './row-security-scene.js'

let scene: RowSecurityScene
beforeAll(async () => {
  scene = await openRowSecurityScene()
})
afterAll(() => scene.close())

describe("as the API's role", () => {
  test('what stands in the audit is neither changed nor deleted, by the workers either', async () => {
    await scene.name(scene.ours.workspaceId)
    for (const client of [scene.request, scene.service])
      for (const sql of ["update audit_entries set actor = 'x'", 'delete from audit_entries', 'truncate audit_entries'])
        await expect(client.query(sql)).rejects.toThrow('permission denied for table audit_entries')
    await scene.request.query("insert into audit_entries (workspace_id, actor, action) values ($1, 'user', 'a.b')", [
      scene.ours.workspaceId,
    ])
    expect(await count(scene.request, 'audit_entries')).toBe(2)
  })

  test('the counters follow the messages, and nobody else writes them', async () => {
    await scene.name(scene.ours.workspaceId)
    await scene.request.query("update messages set status = 'cancelled'")
    expect((await scene.request.query('select skipped, cancelled from campaign_devices')).rows).toEqual([
      { skipped: 0, cancelled: 1 },
    ])
    for (const client of [scene.request, scene.service])
      for (const [table, column] of [
        ['campaign_devices', 'pending'],
        ['step_devices', 'sent'],
      ])
        for (const sql of [`update ${table} set ${column} = 1`, `delete from ${table}`])
          await expect(client.query(sql)).rejects.toThrow(`permission denied for table ${table}`)
  })
})

describe('as either role, what a receipt is made of', () => {
  const identity = ['id', 'workspace_id', 'campaign_id', 'device_id', 'lead_id', 'recipient_phone', 'step_id',
    'enrolment_id', 'entry', 'created_at'] // biome-ignore format: a row of names

  test.each(['request', 'service'] as const)(
    '%s: the ledger is read, and neither changed nor added to',
    async (role) => {
      await scene.name(scene.ours.workspaceId)
      const client = scene[role]
      expect(await count(client, 'message_events', scene.ours.of.message_events)).toBeGreaterThan(0)
      for (const sql of [
        "update message_events set actor = 'x'",
        'delete from message_events',
        'truncate message_events',
        `insert into message_events (at, message_id, campaign_id, workspace_id, status, actor)
       select now(), id, campaign_id, workspace_id, 'read', 'network' from messages`,
        'alter table message_events disable trigger all',
      ])
        await expect(client.query(sql)).rejects.toThrow(/permission denied for table message_events|must be owner/)
    },
  )

  test.each(['request', 'service'] as const)('%s: who was left out is added to, and never changed', async (role) => {
    await scene.name(scene.ours.workspaceId)
    const client = scene[role]
    for (const sql of [
      "update campaign_left_out set phone = 'x'",
      'delete from campaign_left_out',
      'truncate campaign_left_out',
    ])
      await expect(client.query(sql)).rejects.toThrow('permission denied for table campaign_left_out')
  })

  test.each(['request', 'service'] as const)('%s: a message is moved, and keeps who it is for', async (role) => {
    await scene.name(scene.ours.workspaceId)
    const client = scene[role]
    for (const column of identity)
      await expect(client.query(`update messages set ${column} = ${column}`)).rejects.toThrow(
        'permission denied for table messages',
      )
    for (const sql of ['delete from messages', 'truncate messages'])
      await expect(client.query(sql)).rejects.toThrow('permission denied for table messages')
    const { rows } = await scene.stores.db.pool.query<{ name: string }>(`
      select attname as name from pg_attribute
      where attrelid = 'messages'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`)
    const movable = rows.map((row) => row.name).filter((column) => !identity.includes(column))
    expect(movable.length).toBe(rows.length - identity.length)
    for (const column of movable) await client.query(`update messages set ${column} = ${column} where false`)
  })

  test('not even the owner changes it in passing', async () => {
    for (const sql of [
      'update message_events set workspace_id = null',
      'delete from message_events',
      'truncate message_events',
      'update campaign_left_out set workspace_id = null',
      'truncate campaign_left_out',
    ])
      await expect(scene.stores.db.pool.query(sql)).rejects.toThrow('is append-only')
  })
})
