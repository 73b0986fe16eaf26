// npm run image:rehearse: builds what each image holds, runs all of it as its containers would, and sends a campaign through.
// The steps are the Dockerfile's own; what is left to an engine is to copy the folders into images.
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { prepareOrExit } from '../prepare.mjs'
import { programs, writeFileSets } from './file-sets.mjs'
import { startProgram } from './image-process.mjs'
import { assertLoads, inspectFileSet } from './inspect-file-set.mjs'

const begun = performance.now()
const say = (line) => console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s  ${line}`)

await prepareOrExit()
const { startTestStores, freePorts } = await import('@siaran/local-stack')
const { rehearseCampaign } = await import('./rehearse-campaign.mjs')

/** Not below the clone: Node would find its packages there, and with them whatever a file set lacks. */
const work = mkdtempSync(join(tmpdir(), 'siaran-images-'))
chmodSync(work, 0o711)
const running = []
let stores

try {
  await writeFileSets(work)
  for (const program of programs) {
    const { packages, files, bytes } = inspectFileSet(join(work, program))
    say(`${program}: ${(bytes / 1e6).toFixed(0)} MB in ${files} files, ${packages} packages`)
  }
  // A browser's process is started when a device wants one; here none does.
  assertLoads(
    join(work, 'device-sender'),
    join('node_modules', '@siaran', 'transports', 'dist', 'whatsapp-web', 'browser-process.js'),
  )

  stores = await startTestStores()
  const socket = stores.redisUrl.split('?')[0]
  chmodSync(dirname(socket), 0o711) // of this user alone otherwise, and the services are not
  chmodSync(socket, 0o777)
  say('Postgres and Redis answer')
  const login = (user) => {
    const url = new URL(stores.databaseUrl)
    url.username = user
    url.password = randomBytes(12).toString('base64url')
    return url.href
  }
  const apiUrl = login('rehearsal_api')
  const workerUrl = login('rehearsal_worker')
  const logs = join(work, 'logs')
  mkdirSync(logs)
  const run = (program, environment) => {
    const started = startProgram(join(work, program), environment, join(logs, `${program}.log`))
    running.push(started)
    return started
  }

  await run('migrate', {
    DATABASE_URL: stores.databaseUrl,
    API_DATABASE_URL: apiUrl,
    WORKER_DATABASE_URL: workerUrl,
  }).endsWell()
  say('migrated, and made the logins of the services')

  const [api, phones, ...health] = await freePorts(5)
  const signIn = { email: 'admin@siaran.local', password: randomBytes(12).toString('base64url') }
  const common = { DATABASE_URL: workerUrl, REDIS_URL: stores.redisUrl, LOG_LEVEL: 'info' }
  const secret = { SIARAN_SECRET_KEY: randomBytes(32).toString('base64') }
  const phoneNetworkUrl = `http://127.0.0.1:${phones}`
  const services = [
    run('phone-network', { SIARAN_PHONE_NETWORK_PORT: String(phones) }),
    run('api', {
      ...common,
      ...secret,
      DATABASE_URL: apiUrl,
      PORT: String(api),
      SIARAN_ADMIN_EMAIL: signIn.email,
      SIARAN_ADMIN_PASSWORD: signIn.password,
    }),
    run('scheduler', { ...common, HEALTH_PORT: String(health[0]) }),
    run('campaign-worker', { ...common, HEALTH_PORT: String(health[1]) }),
    run('device-sender', {
      ...common,
      ...secret,
      HEALTH_PORT: String(health[2]),
      SIARAN_PHONE_NETWORK_URL: phoneNetworkUrl,
    }),
  ]
  await Promise.all(services.map((service) => service.ready()))
  for (const port of health) {
    const { status } = await fetch(`http://127.0.0.1:${port}/readyz`)
    if (status !== 200) throw new Error(`A service is not ready: /readyz on its health port says ${status}`)
  }
  say('all services are ready')

  const recipients = Array.from({ length: 60 }, (_, n) => `+6013${4_000_000 + n}`)
  await rehearseCampaign({ apiUrl: `http://127.0.0.1:${api}`, phoneNetworkUrl, signIn, phones: recipients })
  say(`a campaign to ${recipients.length} people is completed, and each phone got it once`)

  // The phone network last: the senders say goodbye to it.
  for (const service of services.toReversed()) await service.stop()
  say('all services ended as they were asked to')
} finally {
  for (const started of running) started.kill()
  await stores?.stop()
  rmSync(work, { recursive: true, force: true })
}
