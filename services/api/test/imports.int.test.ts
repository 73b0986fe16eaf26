import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { readImportChunks } from '@siaran/db'
import { insertDevice } from '@siaran/testkit'
import fastify from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import type { App } from '../src/app.js'
import type { Caller } from '../src/caller.js'
import { answerFailure } from '../src/failure.js'
import { guardRoutes } from '../src/policy.js'
import { importRoutes } from '../src/routes/imports.js'
import { validateWithZod } from '../src/validation-faults.js'
import { type Answer, openApi, type Person, type TestApi } from './open-api.js'

let api: TestApi
let us: Person
let url: string

beforeAll(async () => {
  api = await openApi()
  url = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}/api/v1`
})
afterAll(() => api.close())
beforeEach(async () => {
  us = await api.person('operator')
  await db().prisma.import.deleteMany()
})

const db = () => api.stores.db
const csv = (text: string | Uint8Array<ArrayBuffer>) => new File([text], 'leads.csv', { type: 'text/csv' })

/** The parts in the order given. */
async function upload(parts: [string, string | File][], token = us.token) {
  const form = new FormData()
  for (const [name, value] of parts) form.append(name, value)
  return send(form, token)
}

async function send(body: RequestInit['body'], token = us.token, headers: Record<string, string> = {}) {
  const answer = await fetch(`${url}/leads/import`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${token}`, ...headers },
  })
  return { status: answer.status, body: (await answer.json()) as Answer['body'] }
}

async function storedFile(importId: string): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of readImportChunks(db(), importId)) pieces.push(piece)
  return Buffer.concat(pieces)
}

const nothingStays = async () => {
  expect(await db().prisma.import.count()).toBe(0)
  expect(await db().prisma.importChunk.count()).toBe(0)
}

test('an upload is accepted and left for a worker, with the fields before or behind the file', async () => {
  const { id: deviceId } = await insertDevice(db(), { workspaceId: us.workspaceId })
  const fields: [string, string][] = [
    ['deviceId', deviceId],
    ['mode', 'update'],
    ['defaults', '{"niche":"bakery","attributes":{"source":"fair"}}'],
  ]
  const file: [string, File] = ['file', csv('phone\n0123456789\n')]
  for (const parts of [
    [...fields, file],
    [file, ...fields],
  ]) {
    const { status, body } = await upload(parts)
    expect([status, body]).toEqual([
      202,
      { success: true, message: 'Import accepted', data: { id: body.data.id, status: 'pending' } },
    ])
    expect(await db().prisma.import.findUnique({ where: { id: body.data.id } })).toMatchObject({
      workspaceId: us.workspaceId,
      status: 'pending',
      deviceId,
      mode: 'update',
      defaults: { niche: 'bakery', attributes: { source: 'fair' } },
      fileName: 'leads.csv',
    })
    expect((await storedFile(body.data.id)).toString()).toBe('phone\n0123456789\n')
  }
})

test('a large file arrives byte for byte, in pieces of 256 KB, and is far above what any other route takes', async () => {
  const bytes = new Uint8Array(5_000_123).map((_, i) => (i * 31 + (i >> 8)) & 255)
  const { status, body } = await upload([['file', csv(bytes)]])
  expect(status).toBe(202)
  expect((await storedFile(body.data.id)).equals(Buffer.from(bytes))).toBe(true)
  expect(await db().prisma.importChunk.count()).toBe(Math.ceil(bytes.length / 262_144))
})

test('400: no file; every wrong field with its path; nothing stays', async () => {
  const missing = await upload([['mode', 'skip']])
  expect([missing.status, missing.body.error.code]).toEqual([400, 'import.file_missing'])
  const wrong = await upload([
    ['file', csv('phone\n')],
    ['mode', 'replace'],
    ['colour', 'red'],
    ['deviceId', 'x'],
    ['defaults', '{"niche":1,"phone":"0123"}'],
  ])
  expect(wrong.status).toBe(400)
  const paths = wrong.body.error.details.map(({ path }: { path: string }) => path).sort()
  expect(paths).toEqual(['colour', 'defaults.niche', 'defaults.phone', 'deviceId', 'mode'])
  for (const defaults of ['{', '[]', '{"timezone":"Mars/Base"}'])
    expect(
      (
        await upload([
          ['file', csv('phone\n')],
          ['defaults', defaults],
        ])
      ).body.error.details[0].path,
    ).toMatch(/^defaults/)
  const two = await upload([
    ['file', csv('phone\n')],
    ['file', csv('phone\n')],
    ['other', csv('x')],
  ])
  expect(two.body.error.details.map(({ path }: { path: string }) => path)).toEqual(['file', 'other'])
  await nothingStays()
})

test("404: another workspace's device; nothing stays", async () => {
  const them = await api.person()
  const { id: deviceId } = await insertDevice(db(), { workspaceId: them.workspaceId })
  const { status, body } = await upload([
    ['file', csv('phone\n')],
    ['deviceId', deviceId],
  ])
  expect([status, body.error.code]).toEqual([404, 'device.not_found'])
  await nothingStays()
})

test('415: anything but a form; 400: a form that is none; 403: a viewer', async () => {
  for (const type of ['text/csv', 'application/json', 'application/x-www-form-urlencoded']) {
    const { status, body } = await send('{}', us.token, { 'content-type': type })
    expect([status, body.error.code]).toEqual([415, 'request.unsupported_media'])
  }
  const broken = await send('no parts', us.token, { 'content-type': 'multipart/form-data; boundary=x' })
  expect(broken.status).toBe(400)
  expect((await send('', us.token, { 'content-type': 'multipart/form-data' })).status).toBe(400)
  const viewer = await api.person('viewer', us.workspaceId)
  expect((await upload([['file', csv('phone\n')]], viewer.token)).status).toBe(403)
  await nothingStays()
})

test('413: a file above the limit, whether its length is said or not; nothing stays', async () => {
  const small = fastify()
  small.setErrorHandler(answerFailure)
  small.setSerializerCompiler(serializerCompiler)
  small.setValidatorCompiler(validateWithZod)
  const { workspaceId, userId } = us
  guardRoutes(small, async () => ({ workspaceId, role: 'owner', actor: `user:${userId}` }) as Caller, {})
  importRoutes(small as unknown as App, api.deps, { fileBytes: 1_048_576 })
  const address = await small.listen({ port: 0, host: '127.0.0.1' })
  try {
    const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nphone\n'
    async function* body() {
      yield head
      for (let i = 0; i < 40; i++) yield '0123456789\n'.repeat(6_000)
      yield '\r\n--x--\r\n'
    }
    const whole = head + '0123456789\n'.repeat(240_000)
    for (const sent of [Readable.toWeb(Readable.from(body())) as unknown as ReadableStream, whole]) {
      const answer = await fetch(`${address}/leads/import`, {
        method: 'POST',
        body: sent,
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        duplex: 'half',
      } as RequestInit)
      expect([answer.status, await answer.json()]).toMatchObject([
        413,
        { message: 'The file is larger than 1 MB', error: { code: 'import.too_large' } },
      ])
    }
    await nothingStays()
  } finally {
    await small.close()
  }
})

test('a connection that breaks in the middle leaves nothing behind', async () => {
  const request = httpRequest(`${url}/leads/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${us.token}`, 'content-type': 'multipart/form-data; boundary=x' },
  })
  request.on('error', () => {})
  request.write('--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nphone\n')
  request.write('0123456789\n'.repeat(60_000))
  while ((await db().prisma.importChunk.count()) === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  const closed = new Promise((resolve) => request.once('close', resolve))
  request.destroy()
  await closed
  while ((await db().prisma.import.count()) > 0) await new Promise((resolve) => setTimeout(resolve, 20))
  await nothingStays()
})

test('an import shows its first 100 errors; the report has all of them, harmless in a spreadsheet', async () => {
  const { id } = await db().prisma.import.create({
    data: { workspaceId: us.workspaceId, mode: 'skip', status: 'completed', processedRows: 2_500, invalidRows: 2_500 },
  })
  await db().prisma.importError.createMany({
    data: Array.from({ length: 2_500 }, (_, i) => [
      { importId: id, row: i + 2, field: 'phone', message: 'Not a phone number', value: '=HYPERLINK("x")' },
      { importId: id, row: i + 2, field: 'email', message: 'Not an email address', value: null },
    ]).flat(),
  })
  const { body } = await us.call('GET', `imports/${id}`)
  expect(body.data).toMatchObject({ id, status: 'completed', totalRows: 2_500, invalidRows: 2_500 })
  expect(body.data.errors).toHaveLength(100)
  expect(body.data.errors.slice(0, 2)).toEqual([
    { row: 2, field: 'email', message: 'Not an email address' },
    { row: 2, field: 'phone', message: 'Not a phone number' },
  ])

  const report = await us.call('GET', `imports/${id}/errors.csv`)
  expect(report.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const lines = String(report.body).trimEnd().split('\r\n')
  expect(lines).toHaveLength(5_001)
  expect(lines.slice(0, 3)).toEqual([
    'row,field,message,value',
    '2,email,Not an email address,',
    `2,phone,Not a phone number,"'=HYPERLINK(""x"")"`,
  ])
  expect(new Set(lines).size).toBe(5_001)

  const them = await api.person()
  for (const path of [`imports/${id}`, `imports/${id}/errors.csv`])
    expect((await them.call('GET', path)).body.error.code).toBe('import.not_found')
})

test('with Redis away an upload is accepted all the same: the row is the promise', async () => {
  const add = api.deps.produce.add
  api.deps.produce.add = () => Promise.reject(new Error('Connection is closed'))
  const { status } = await upload([['file', csv('phone\n')]])
  api.deps.produce.add = add
  expect(status).toBe(202)
})
