import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { Redis } from 'ioredis'

/** A real Redis on a free port, without a disk; `kill` and `revive` for what happens when it is away. */
export async function openLiveRedis() {
  const port = await freePort()
  const clients: Redis[] = []
  let server = await spawnRedis(port)

  return {
    /** As a service opens its own. */
    connect(): Redis {
      const client = new Redis(port, '127.0.0.1', { socketTimeout: 15_000, retryStrategy: () => 50 })
      client.on('error', () => {})
      clients.push(client)
      return client
    },
    async kill() {
      server.kill('SIGKILL')
      await once(server, 'exit')
    },
    async revive() {
      server = await spawnRedis(port)
    },
    async close() {
      for (const client of clients) client.disconnect()
      server.kill('SIGKILL')
      if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
    },
  }
}

async function spawnRedis(port: number): Promise<ChildProcess> {
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const server = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'ignore'] })
  for await (const line of server.stdout!) if (String(line).includes('Ready to accept connections')) break
  return server
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
