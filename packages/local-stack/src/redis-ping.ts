import { connect } from 'node:net'

/** Where a Redis server listens. */
export type RedisAddress = { path: string } | { port: number; password: string }

/** Whether a Redis server answers there, with its data loaded. Never throws; silence counts as no after a second. */
export function answersPing(address: RedisAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = 'path' in address ? connect(address.path) : connect(address.port, '127.0.0.1')
    const finish = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    let answer = ''
    socket.setTimeout(1_000, () => finish(false))
    socket.on('error', () => finish(false))
    socket.on('close', () => finish(false))
    socket.on('connect', () => {
      if ('password' in address) socket.write(`AUTH ${address.password}\r\n`)
      socket.write('PING\r\n')
    })
    socket.on('data', (chunk) => {
      answer += chunk
      if (answer.includes('+PONG')) finish(true)
      else if (answer.includes('-')) finish(false)
    })
  })
}
