import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Chromium, type ChromiumKind, findChromiumOf } from '@siaran/local-stack'
import { createPhoneNetwork, phoneNetworkClient } from '@siaran/phone-network'
import { until } from '@siaran/testkit'
import { createWhatsAppWebTransport, type DeviceEvents, type SessionStatus } from '@siaran/transports'
import { browserArgs } from '../packages/transports/test/whatsapp-web/library.js'
import { childrenOf, proportionalBytesOf } from './processes.js'
import type { Finding, Section, Stage } from './section.js'
import { median } from './statistics.js'

const FLEETS = [1, 5, 10]
/** A page that has just synced is not yet as small as one that is idle. */
const SETTLE_MS = 10_000

/** What so many devices at once take. Seconds are from the opening of a device on; bytes are those of a device. */
interface Measured {
  qrSeconds: number[]
  onlineSeconds: number[]
  processBytes: number
  browserBytes: number
}

export const section: Section = {
  name: 'devices',
  title: 'Devices of WhatsApp Web: what a browser each takes',
  async run(stage) {
    const shell = await find(stage, 'chromium-headless-shell')
    const chromium = await find(stage, 'chromium')
    if (shell === null && chromium === null) throw new Error('There is neither Chromium nor its headless shell')
    const findings: Finding[] = []
    for (const devices of FLEETS) {
      const ofShell = shell && (await measureFleet(stage, shell, devices))
      const ofChromium = chromium && (await measureFleet(stage, chromium, devices))
      findings.push(...findingsOf(devices, ofShell, ofChromium))
      stage.note(`${devices} at once: measured`)
    }
    return findings
  },
}

/** Null where there is no such browser, which is said. */
async function find({ note }: Stage, kind: ChromiumKind): Promise<Chromium | null> {
  try {
    return await findChromiumOf(kind, note)
  } catch (err) {
    note(`${kind} is not measured: ${(err as Error).message}`)
    return null
  }
}

async function measureFleet({ temporaryFolder }: Stage, chromium: Chromium, devices: number): Promise<Measured> {
  const network = createPhoneNetwork({ behaviour: { latencyMs: 0 }, whatsAppWeb: {} })
  const { url, whatsAppWebPort } = await network.start()
  const client = phoneNetworkClient(url)
  const kept = new Map<string, Buffer>()
  const folder = temporaryFolder('devices')
  const names = Array.from({ length: devices }, (_, n) => `device-${n}`)

  /** Opens all of them at once; answers when all are online, with what ends them. */
  const openAll = async (run: string) => {
    const transport = createWhatsAppWebTransport({
      browser: { ...chromium, args: browserArgs(whatsAppWebPort!) },
      folder: join(folder, run),
      sessions: (device) => ({
        load: async () => kept.get(device) ?? null,
        save: async (session) => void kept.set(device, session),
        forget: async () => void kept.delete(device),
      }),
      fetchMedia: () => Promise.reject(new Error('No media here')),
      noticed() {},
    })
    const begun = performance.now()
    const seconds = () => (performance.now() - begun) / 1_000
    const qrSeconds = new Map<string, number>()
    const onlineSeconds = new Map<string, number>()
    const listen = (device: string, n: number): DeviceEvents => ({
      status(status: SessionStatus) {
        if (status === 'online' && !onlineSeconds.has(device)) onlineSeconds.set(device, seconds())
      },
      qr(qr) {
        if (!qrSeconds.has(device)) qrSeconds.set(device, seconds())
        client.scan(qr, `+6012${3_000_000 + n}`).catch(() => {}) // of a page that has shown another since
      },
      pairingCode() {},
      ack() {},
      incoming() {},
    })
    await Promise.all(names.map((id, n) => transport.open({ id, settings: {}, credentials: {} }, listen(id, n))))
    await until(() => onlineSeconds.size === devices, 'all devices are online', 300_000)
    return { transport, qrSeconds: [...qrSeconds.values()], onlineSeconds: [...onlineSeconds.values()] }
  }

  try {
    const linked = await openAll('linked')
    await wait(SETTLE_MS)
    const processes = childrenOf(process.pid, (command) => command.includes('browser-process'))
    const memory = processes.map(proportionalBytesOf)
    await linked.transport.close()
    const restored = await openAll('restored')
    await restored.transport.close()
    if (restored.qrSeconds.length > 0) throw new Error('A restored device asked for a scan')
    return {
      qrSeconds: linked.qrSeconds,
      onlineSeconds: restored.onlineSeconds,
      processBytes: sum(memory.map(({ own }) => own)) / devices,
      browserBytes: sum(memory.map(({ below }) => below)) / devices,
    }
  } finally {
    await network.stop()
  }
}

function findingsOf(devices: number, shell: Measured | null, chromium: Measured | null): Finding[] {
  const of = devices === 1 ? '1 device' : `${devices} devices at once`
  const mebibytes = ({ processBytes, browserBytes }: Measured) => (processBytes + browserBytes) / 2 ** 20
  const inMb = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`
  const parts = (of: string, { processBytes, browserBytes }: Measured) =>
    `${of}: its process ${inMb(processBytes)}, its browser ${inMb(browserBytes)}`
  const last = (of: string, seconds: readonly number[]) => `${of}: the last ${Math.max(...seconds).toFixed(1)} s`

  const beside = (
    what: string,
    unit: string,
    figure: (measured: Measured) => number,
    note: (of: string, measured: Measured) => string,
  ): Finding => {
    const shellNote = shell && note('headless shell', shell)
    const chromiumNote = chromium && note('Chromium', chromium)
    const notes = { note: [shellNote, chromiumNote].filter((each) => each !== null).join('; ') }
    if (shell === null) return { what: `${what} (Chromium)`, siaran: figure(chromium!), unit, ...notes }
    const against = chromium && { against: { what: 'Chromium', value: figure(chromium) } }
    return { what: `${what} (headless shell)`, siaran: figure(shell), unit, ...against, ...notes }
  }
  return [
    beside(`memory a device, ${of}`, 'MB PSS', mebibytes, parts),
    beside(
      `from its opening to its QR, p50, ${of}`,
      's',
      ({ qrSeconds }) => median(qrSeconds),
      (of, { qrSeconds }) => last(of, qrSeconds),
    ),
    beside(
      `from its opening to online, restored, p50, ${of}`,
      's',
      ({ onlineSeconds }) => median(onlineSeconds),
      (of, { onlineSeconds }) => last(of, onlineSeconds),
    ),
  ]
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
