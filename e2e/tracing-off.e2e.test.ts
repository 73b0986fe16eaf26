import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { temporaryFolder } from '@siaran/local-stack'
import { startSiaran } from './siaran.js'

const SERVICES = ['api', 'campaign-worker', 'device-sender', 'scheduler']

let folder: string
beforeEach(() => {
  folder = temporaryFolder('loaded')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Files of OpenTelemetry's packages. Its bare interface is none: prom-client asks for that, whether anybody traces or not. */
const isTracing = (path: string) => /node_modules\/@opentelemetry\/(?!api\/)/.test(path)

/** Starts everything, connects a device, ends it; answers the services, and those that had loaded anything of OpenTelemetry's. */
async function run(environment: Record<string, string>) {
  const probe = `--import=${join(__dirname, 'say-loaded.mjs')}`
  const siaran = await startSiaran({ environment: { ...environment, NODE_OPTIONS: probe, LOADED: folder } })
  await siaran.onlineDevices(1)
  await siaran.stop()
  const said = readdirSync(folder).map((file): { program: string; loaded: string[] } =>
    JSON.parse(readFileSync(join(folder, file), 'utf8')),
  )
  const services = said.flatMap(({ program, loaded }) => {
    const [, service] = /services\/([a-z-]+)\/dist\/main\.js$/.exec(program) ?? []
    return service === undefined ? [] : [{ service, loaded }]
  })
  const names = (of: typeof services) => of.map(({ service }) => service).sort()
  return {
    services: names(services),
    tracing: names(services.filter(({ loaded }) => loaded.some(isTracing))),
  }
}

test('without an endpoint no service loads anything of OpenTelemetry’s', async () => {
  expect(await run({})).toEqual({ services: SERVICES, tracing: [] })
})

test('with one each of them does, and so it would have been seen', async () => {
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' }
  expect(await run(environment)).toEqual({ services: SERVICES, tracing: SERVICES })
})
