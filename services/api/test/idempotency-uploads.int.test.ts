import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { codeOf, type IdempotencyScene, openIdempotencyScene } from './idempotency-scene.js'

let scene: IdempotencyScene
beforeAll(async () => {
  scene = await openIdempotencyScene()
})
afterAll(() => scene.close())
beforeEach(() => scene.begin())

const importOf = (text: string, fields: Record<string, string> = {}) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new File([text], 'leads.csv', { type: 'text/csv' }))
  return (key: string) =>
    scene.api.send('/api/v1/leads/import', {
      method: 'POST',
      headers: { authorization: `Bearer ${scene.us.token}`, 'idempotency-key': key },
      body: form,
    })
}
const importRows = () => scene.db.prisma.import.findMany({ where: { workspaceId: scene.us.workspaceId } })

test('equal uploads at once are one import, and of the others nothing stays', async () => {
  const upload = importOf(`phone\n${'0123456789\n'.repeat(60_000)}`, { mode: 'update' })
  const answers = await Promise.all(Array.from({ length: 6 }, () => upload('upload')))
  expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1)
  const rows = await importRows()
  expect(rows.map(({ id, status }) => [id, status])).toEqual([[answers[0]!.body.data.id, 'pending']])
  expect(await scene.db.prisma.importChunk.count({ where: { importId: { not: rows[0]!.id } } })).toBe(0)
})

test('422: an upload of another file or with other fields under the same key; nothing of it stays', async () => {
  expect((await importOf('phone\n0123456789\n')('k')).status).toBe(202)
  for (const other of [importOf('phone\n0123456788\n'), importOf('phone\n0123456789\n', { mode: 'update' })])
    expect(codeOf(await other('k'))).toEqual([422, 'request.idempotency_mismatch'])
  expect(await importRows()).toHaveLength(1)
})

test('an upload that is refused is not recorded', async () => {
  expect((await importOf('phone\n0123456789\n', { mode: 'never' })('k')).status).toBe(400)
  expect((await importOf('phone\n0123456789\n')('k')).status).toBe(202)
})
