import { readdir, readFile, readlink, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { type Chromium, findChromium } from '@siaran/local-stack'
import { type DeviceRecorder, recordDevice } from '../src/conformance-recorder.js'
import { buildOutboundMessage } from '../src/conformance-world.js'
import type { DeviceIdentity, DeviceSession } from '../src/transport.js'
import { openWhatsAppWebWorld, type WhatsAppWebWorld, type WorldOptions } from './whatsapp-web/world.js'

const noHurry = () => new AbortController().signal

async function eventually(isSo: () => boolean | Promise<boolean>) {
  while (!(await isSo())) await new Promise((next) => setTimeout(next, 5))
}

describe('devices of WhatsApp Web', () => {
  let chromium: Chromium
  let world: WhatsAppWebWorld

  beforeAll(async () => {
    chromium = await findChromium()
  }, 600_000)
  afterEach(() => world.close())

  const begin = async (options: WorldOptions = {}) => {
    world = await openWhatsAppWebWorld(chromium, { ackWithinMs: 10_000, ...options })
  }
  const open = async (device: DeviceIdentity, transport = world.createTransport()) => {
    const says = recordDevice()
    const session = await transport.open(device, says)
    return { says, session }
  }
  const online = async (device = world.newDevice(), transport = world.createTransport()) => {
    const opened = await open(device, transport)
    await opened.says.says('online')
    return { device, ...opened }
  }
  const accepts = async (session: DeviceSession) => {
    const message = buildOutboundMessage({ to: world.newPhone() })
    expect((await session.send(message, noHurry())).kind).toBe('accepted')
    expect((await world.received()).filter(({ to }) => to === message.to)).toHaveLength(1)
  }
  /** Kills the processes of a device's browser whose commands satisfy. The browser's own command alone names its profile. */
  const strike = async (device: DeviceIdentity, satisfies: (command: string) => boolean) => {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
    const read = (pid: string, file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')
    const processes = new Map(
      await Promise.all(
        pids.map(async (pid) => {
          const parent = (await read(pid, 'status')).match(/^PPid:\s+(\d+)/m)?.[1] ?? '0'
          return [pid, { parent, command: await read(pid, 'cmdline') }] as const
        }),
      ),
    )
    const isOfDevice = (pid: string): boolean => {
      const known = processes.get(pid)
      return known !== undefined && (known.command.includes(device.id) || isOfDevice(known.parent))
    }
    const struck = [...processes].filter(([pid, { command }]) => satisfies(command) && isOfDevice(pid))
    expect(struck.length).toBeGreaterThan(0)
    for (const [pid] of struck) process.kill(Number(pid), 'SIGKILL')
  }
  const comesBack = (says: DeviceRecorder) => says.says('disconnected').then(() => says.says('online'))

  test('a browser that is killed costs its own device a restart without a scan, and another device nothing', async () => {
    await begin()
    const transport = world.createTransport()
    const struck = await online(world.newDevice(), transport)
    const beside = await online(world.newDevice(), transport)
    const returned = comesBack(struck.says)
    await strike(struck.device, (command) => !command.includes('--type='))
    await returned
    await accepts(struck.session)
    await accepts(beside.session)
    expect(struck.says.statuses).toEqual([
      'connecting',
      'qr',
      'connecting',
      'online',
      'disconnected',
      'connecting',
      'online',
    ])
    expect(beside.says.statuses).toEqual(['connecting', 'qr', 'connecting', 'online'])
  })

  test('a page that dies costs its device a restart, and what is on its way its certainty', async () => {
    await begin()
    const { device, says, session } = await online()
    await world.failInside()
    const message = buildOutboundMessage({ to: world.newPhone() })
    const outcome = session.send(message, noHurry())
    await eventually(async () => (await world.received()).length > 0)
    const returned = comesBack(says)
    await strike(device, (command) => command.includes('--type=renderer'))
    expect(await outcome).toEqual({ kind: 'unknown', cause: expect.stringMatching(/./) })
    await returned
    expect(await world.received()).toHaveLength(1)
  })

  test('a page that calls a message key otherwise changes nothing', async () => {
    await begin({ messageKeyProperty: '$1' })
    const { says, session } = await online()
    const message = buildOutboundMessage({ to: world.newPhone() })
    const outcome = await session.send(message, noHurry())
    await says.until(() => says.acks.some(({ level }) => level === 'delivered'))
    for (const { messageId, transportMessageId } of says.acks) {
      expect(messageId).toBe(message.id)
      expect(outcome).toEqual({ kind: 'accepted', transportMessageId })
    }
  })

  test('what the network refuses is refused, and whoever answers names what he answers', async () => {
    await begin()
    const { says, session } = await online()
    await world.client.setBehaviour({ rates: { refused: 1 } })
    const refused = await session.send(buildOutboundMessage({ to: world.newPhone() }), noHurry())
    expect(refused).toMatchObject({ kind: 'refused', code: 'rejected' })
    await world.client.setBehaviour({ rates: { refused: 0, reply: 1 } })
    const message = buildOutboundMessage({ to: world.newPhone() })
    const outcome = await session.send(message, noHurry())
    await says.until(() => says.messages.length > 0)
    const { from, quotedTransportMessageId } = says.messages[0]!
    expect([from, outcome]).toEqual([message.to, { kind: 'accepted', transportMessageId: quotedTransportMessageId }])
  })

  test('a lock that another host has left in the profile keeps no browser from its start', async () => {
    await begin()
    const { device, says, session } = await online()
    const [profile] = (await world.profilesOf(device)) as [string]
    const lock = join(profile, 'SingletonLock')
    await rm(lock, { force: true })
    await symlink('another-host-1', lock)
    const returned = comesBack(says)
    await strike(device, (command) => !command.includes('--type='))
    await returned
    expect(await readlink(lock).catch(() => null)).not.toBe('another-host-1')
    await accepts(session)
  })

  test('"typing" is shown before a text where the device wants it, and nowhere else', async () => {
    await begin()
    const typist = await online({ ...world.newDevice(), settings: { typing: true } })
    const to = world.newPhone()
    await typist.session.send(buildOutboundMessage({ to, text: 'Halo' }), noHurry())
    const picture = { type: 'image', text: 'Look', mediaUrl: 'https://example.test/a.png' } as const
    await typist.session.send(buildOutboundMessage({ to: world.newPhone(), ...picture }), noHurry())
    const [shown, ...others] = await world.client.chatStates(world.phoneOf(typist.device))
    expect([shown, others]).toEqual([{ to, state: 'composing', at: expect.any(String) }, []])
    const [received] = await world.client.allEntries()
    expect(Date.parse(shown!.at)).toBeLessThan(Date.parse(received!.at))

    const silent = await online()
    await accepts(silent.session)
    expect(await world.client.chatStates(world.phoneOf(silent.device))).toEqual([])
  })

  test('a QR that nobody scans is shown for a while, and then the device has failed with a sentence', async () => {
    await begin({ scans: false, qrForMs: 1000 })
    const device = world.newDevice()
    const { says, session } = await open(device)
    await says.says('failed')
    expect(says.statuses).toEqual(['connecting', 'qr', 'failed'])
    expect(world.kept.size).toBe(0)
    const message = buildOutboundMessage({ to: world.newPhone() })
    expect(await session.send(message, noHurry())).toMatchObject({ kind: 'unavailable', scope: 'device' })
  })

  test('a device that its phone takes out is logged out, its session is forgotten, and a new scan links it', async () => {
    await begin()
    const { device, says } = await online()
    await eventually(() => world.kept.has(device.id))
    await world.client.unlink(world.phoneOf(device))
    await says.says('logged_out')
    await eventually(() => !world.kept.has(device.id))
    const again = await online(device)
    expect(again.says.statuses).toEqual(['connecting', 'qr', 'connecting', 'online'])
    await accepts(again.session)
  })

  test('a device that sends too fast is restricted, and its session is kept', async () => {
    await begin()
    const { device, says, session } = await online()
    await world.client.setBehaviour({ banAbovePerMinute: 1 })
    await accepts(session)
    await session.send(buildOutboundMessage({ to: world.newPhone() }), noHurry())
    await says.says('restricted')
    expect(await world.received()).toHaveLength(1)
    expect(world.kept.has(device.id)).toBe(true)
  })
})
