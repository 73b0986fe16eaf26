import { createServer } from 'node:net'
import { expect, test } from '@jest/globals'
import { freePorts, whyNotListen } from './free-ports.js'

test('different ports, all free, none of which an outgoing connection could be given meanwhile', async () => {
  const ports = await freePorts(20)
  expect(new Set(ports).size).toBe(20)
  expect(Math.max(...ports)).toBeLessThan(32_768)
  expect(await Promise.all(ports.map((port) => whyNotListen(port, '127.0.0.1')))).toEqual(Array(20).fill(null))
})

test('a port on which somebody listens is said to be in use', async () => {
  const [port] = await freePorts(1)
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  expect(await whyNotListen(port!, '127.0.0.1')).toBe('EADDRINUSE')
  await new Promise((resolve) => server.close(resolve))
})
