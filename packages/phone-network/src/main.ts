import { createLogger, runService } from '@siaran/platform'
import { readConfig } from './config.js'
import { createPhoneNetwork } from './phone-network.js'

const config = readConfig(process.env)
const log = createLogger({ service: 'phone-network', level: config.LOG_LEVEL })
const network = createPhoneNetwork({
  port: config.SIARAN_PHONE_NETWORK_PORT,
  host: config.HOST,
  dataFolder: config.SIARAN_PHONE_NETWORK_DATA,
  whatsAppWeb: { port: config.SIARAN_PHONE_NETWORK_WEB_PORT },
  behaviour: config.SIARAN_PHONE_NETWORK_BEHAVIOUR,
  log,
})

await runService(log, [
  {
    name: 'phone network',
    start: async () => log.info(await network.start(), 'the phone network is listening'),
    stop: () => network.stop(),
  },
])
