import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:tls'
import { expect, test } from '@jest/globals'
import { selfSignedCertificate } from './certificate.js'

test('who trusts the certificate has a connection to its host, and to no other', async () => {
  const { key, cert } = selfSignedCertificate('web.whatsapp.com', new Date())
  const server = createServer({ key, cert }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const ask = (servername: string) =>
    new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port, servername, ca: cert }, () => {
        socket.end()
        resolve('connected')
      })
      socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code))
    })
  expect(await ask('web.whatsapp.com')).toBe('connected')
  expect(await ask('example.com')).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
  server.close()
})
