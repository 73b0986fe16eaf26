import type { StackConfig } from './config.js'
import { freePort, whyNotListen } from './free-ports.js'
import { StartFailure } from './start-failure.js'

const PHONE_NETWORK_PORT = 3100

/**
 * The ports of the API and of the phone network. One that was asked for and cannot be had is a {@link StartFailure};
 * the phone network's own default only gives way.
 */
export async function choosePorts(config: StackConfig): Promise<{ apiPort: number; phoneNetworkPort: number }> {
  const apiPort = config.PORT === 0 ? await freePort() : config.PORT
  await insist(apiPort, config.HOST, 'PORT')
  const asked = config.SIARAN_PHONE_NETWORK_PORT
  if (asked !== undefined && asked !== 0) await insist(asked, '127.0.0.1', 'SIARAN_PHONE_NETWORK_PORT')
  const preferred = asked ?? PHONE_NETWORK_PORT
  const isFree = preferred !== 0 && preferred !== apiPort && (await whyNotListen(preferred, '127.0.0.1')) === null
  return { apiPort, phoneNetworkPort: isFree ? preferred : await freePort() }
}

async function insist(port: number, host: string, variable: string): Promise<void> {
  const reason = await whyNotListen(port, host)
  if (reason === null) return
  if (reason === 'EADDRINUSE') {
    throw new StartFailure(`Port ${port} is in use: stop what listens there, or choose another one in ${variable}.`)
  }
  if (reason === 'EACCES') throw new StartFailure(`This user may not listen on port ${port}: choose one above 1023.`)
  throw new StartFailure(`Nobody can listen on ${host}:${port} (${reason}): correct HOST or ${variable}.`)
}
