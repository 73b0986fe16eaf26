import { connect } from 'node:net'

/** One command to the Redis at this url (as ioredis takes it); the answer as it comes over the wire. */
export function askServer(url: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const address = url.startsWith('/') ? null : new URL(url)
    const socket = address ? connect(Number(address.port), address.hostname) : connect(url)
    const expected = address ? 2 : 1
    let answer = ''
    socket.on('error', reject)
    socket.on('connect', () => socket.write(`${address ? `AUTH ${address.password}\r\n` : ''}${command}\r\n`))
    socket.on('data', (chunk) => {
      answer += chunk
      if (!answer.endsWith('\r\n') || answer.split('\r\n').length <= expected) return
      socket.destroy()
      resolve(
        answer
          .trim()
          .split('\r\n')
          .slice(expected - 1)
          .join(' '),
      )
    })
  })
}
