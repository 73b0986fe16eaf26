import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readAllowList } from './allow-list.js'
import { createDownloader, type Downloader, type DownloadOptions } from './download.js'

let server: Server
let heard: string[]
let answer: RequestListener
let opened: Downloader[]

beforeEach(async () => {
  heard = []
  opened = []
  answer = (_request, response) => response.writeHead(200, { 'content-type': 'image/png; q=1' }).end('picture')
  server = createServer((request, response) => {
    heard.push(request.url!)
    answer(request, response)
  })
  await new Promise<void>((done) => server.listen(0, '::', done))
})
afterEach(async () => {
  await Promise.all(opened.map((each) => each.close()))
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
})

const port = () => (server.address() as AddressInfo).port
const download = (path: string, options: Partial<DownloadOptions> = {}, signal = new AbortController().signal) => {
  const made = createDownloader({ allowed: readAllowList(`127.0.0.1:${port()}`), ...options })
  opened.push(made)
  return made.download(new URL(path, `http://127.0.0.1:${port()}`), signal)
}
const redirectTo =
  (location: string): RequestListener =>
  (request, response) =>
    request.url === '/first'
      ? response.writeHead(302, { location }).end()
      : response.writeHead(200, { 'content-type': 'application/pdf' }).end('there')

test('a file comes with its type and its name', async () => {
  expect(await download('/a/b/Jadual%20Raya.png?v=2')).toEqual({
    type: 'image/png',
    name: 'Jadual Raya.png',
    bytes: Buffer.from('picture'),
  })
  expect((await download('/')).name).toBe('file')
  expect((await download('/%E0%A4%A')).name).toBe('%E0%A4%A')
})

test('a server that knows no type is not believed where the name says more', async () => {
  answer = (_request, response) => response.writeHead(200, { 'content-type': 'application/octet-stream' }).end('x')
  const typeAt = async (path: string) => (await download(path)).type
  expect([await typeAt('/a.JPG'), await typeAt('/a.bin')]).toEqual(['image/jpeg', 'application/octet-stream'])
  answer = (_request, response) => response.end('x')
  expect(await typeAt('/menu.pdf')).toBe('application/pdf')
})

describe('a redirect', () => {
  test('is followed to where it may lead', async () => {
    answer = redirectTo('/second.pdf')
    expect(await download('/first')).toMatchObject({ type: 'application/pdf', name: 'second.pdf' })
  })

  test.each(['[::1]', '127.0.0.2'])('to %s is looked at as any other address', async (host) => {
    answer = redirectTo(`http://${host}:${port()}/secret`)
    await expect(download('/first')).rejects.toMatchObject({ code: 'OUTBOUND_DENIED' })
    expect(heard).toEqual(['/first'])
  })

  test('to another scheme, to nowhere, and in a circle leads nowhere', async () => {
    answer = redirectTo('file:///etc/passwd')
    await expect(download('/first')).rejects.toMatchObject({ code: 'OUTBOUND_DENIED' })
    answer = redirectTo('http://')
    await expect(download('/first')).rejects.toThrow('no address')
    answer = (_request, response) => response.writeHead(302, { location: '/again' }).end()
    await expect(download('/first')).rejects.toThrow('without end')
    expect(heard.filter((path) => path === '/again')).toHaveLength(5)
  })
})

test('what may not be called is not', async () => {
  await expect(download('/x', { allowed: readAllowList('') })).rejects.toMatchObject({ code: 'OUTBOUND_DENIED' })
  expect(heard).toEqual([])
})

test('a file that is too large, empty, not there, or does not end is none, and a sentence says why', async () => {
  answer = (_request, response) => response.end('x'.repeat(2_000))
  await expect(download('/x', { mostBytes: 1_000 })).rejects.toThrow('larger than 1000 bytes')
  answer = (_request, response) => response.end()
  await expect(download('/x')).rejects.toThrow('an empty file')
  answer = (_request, response) => response.writeHead(404).end('no such picture')
  await expect(download('/x')).rejects.toThrow('answers 404')
  answer = (_request, response) => void response.writeHead(200).write('x')
  await expect(download('/x', { deadlineMs: 300 })).rejects.toMatchObject({ name: 'TimeoutError' })
  await expect(download('/x', {}, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
})
