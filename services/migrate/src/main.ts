import { makeLogins, migrateDeploy } from '@siaran/db'
import { createLogger } from '@siaran/platform'
import { readConfig } from './config.js'

const config = readConfig(process.env)
const log = createLogger({ service: 'migrate', level: config.LOG_LEVEL })
try {
  const applied = await migrateDeploy({
    url: config.DATABASE_URL,
    directory: config.SIARAN_MIGRATIONS_DIR,
    log: (line) => log.warn(line),
  })
  log.info({ applied }, 'the schema is up to date')
  const { API_DATABASE_URL: requestUrl, WORKER_DATABASE_URL: serviceUrl } = config
  if (requestUrl !== undefined && serviceUrl !== undefined) {
    await makeLogins(config.DATABASE_URL, { requestUrl, serviceUrl })
    log.info('the services can log in')
  }
} catch (err) {
  log.fatal({ err }, 'not migrated')
  process.exitCode = 1
}
