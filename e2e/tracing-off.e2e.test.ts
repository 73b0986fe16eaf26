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

test('without an endpoint no service loads anything of OpenTelemetry’s', async () => {
  const probe = `--import=${join(__dirname, 'say-loaded.mjs')}`
  const siaran = await startSiaran({ environment: { NODE_OPTIONS: probe, LOADED: folder } })
  await siaran.onlineDevices(1)
  await siaran.stop()

  const services: string[] = []
  for (const file of readdirSync(folder)) {
    const { program, loaded }: { program: string; loaded: string[] } = JSON.parse(
      readFileSync(join(folder, file), 'utf8'),
    )
    const [, service] = /services\/([a-z-]+)\/dist\/main\.js$/.exec(program) ?? []
    if (service === undefined) continue
    services.push(service)
    const packages = loaded.flatMap((path) => /node_modules\/(@opentelemetry\/[^/]+)\//.exec(path)?.[1] ?? [])
    // The bare interface is prom-client's, whether anybody traces or not. That it is seen shows that the others would be.
    expect([service, ...new Set(packages)]).toEqual([service, '@opentelemetry/api'])
  }
  expect(services.sort()).toEqual(SERVICES)
})
