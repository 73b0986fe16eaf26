import { afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { type Chromium, findChromium } from '@siaran/local-stack'
import { recordDevice } from '../src/conformance-recorder.js'
import { buildOutboundMessage } from '../src/conformance-world.js'
import type { DeviceIdentity, SessionStatus } from '../src/transport.js'
import { openWhatsAppWebWorld, type WhatsAppWebWorld, type WorldOptions } from './whatsapp-web/world.js'

describe('a device of WhatsApp Web that is to be linked', () => {
  let chromium: Chromium
  let world: WhatsAppWebWorld

  beforeAll(async () => {
    chromium = await findChromium()
  }, 600_000)
  afterEach(() => world.close())

  const begin = async (options: WorldOptions = {}) => {
    world = await openWhatsAppWebWorld(chromium, { ackWithinMs: 10_000, ...options })
  }
  const byCode = (device = world.newDevice()): DeviceIdentity => ({ ...device, pairWithPhone: world.phoneOf(device) })
  /** Opens the device, and writes down what it shows and why. */
  const open = async (device: DeviceIdentity) => {
    const recorder = recordDevice()
    const qrs: string[] = []
    const codes: { code: string; forMs: number }[] = []
    const reasons: (string | undefined)[] = []
    const session = await world.createTransport().open(device, {
      ...recorder,
      status(status: SessionStatus, reason?: string) {
        reasons.push(reason)
        recorder.status(status)
      },
      qr: (qr) => void qrs.push(qr),
      pairingCode: (code, expiresAt) => void codes.push({ code, forMs: expiresAt.getTime() - Date.now() }),
    })
    return { says: recorder, session, qrs, codes, reasons }
  }

  test('by a code shows one and no QR, is linked by it on its phone alone, and comes back without another', async () => {
    await begin()
    const device = byCode()
    const { says, session, qrs, codes } = await open(device)
    await says.says('qr')
    const [{ code, forMs }] = codes as [(typeof codes)[0]]
    expect(code).toMatch(/^[0-9A-Z]{8}$/)
    expect(forMs).toBeGreaterThan(0)
    expect(forMs).toBeLessThanOrEqual(180_000)
    await expect(world.client.enterCode(code, '+60111111111')).rejects.toThrow('409')
    await world.client.enterCode(code, world.phoneOf(device))
    await says.says('online')
    expect(says.statuses).toEqual(['connecting', 'qr', 'connecting', 'online'])
    const message = buildOutboundMessage({ to: world.newPhone() })
    expect(await session.send(message, new AbortController().signal)).toMatchObject({ kind: 'accepted' })
    expect(qrs).toEqual([])

    await session.close()
    const again = await open(device)
    await again.says.says('online')
    expect([again.says.statuses, again.codes]).toEqual([['connecting', 'online'], []])
  })

  test('by a code for a phone that has no WhatsApp has failed, with what WhatsApp says', async () => {
    await begin()
    await world.client.setBehaviour({ rates: { notOnWhatsApp: 1 } })
    const device = byCode()
    const { says, reasons, codes } = await open(device)
    await says.says('failed')
    expect(reasons.at(-1)).toBe(`WhatsApp gives no code for ${world.phoneOf(device)}: nobody has this number`)
    expect([says.statuses, codes]).toEqual([['connecting', 'failed'], []])
  })

  test('by a code that nobody enters has failed after a while, and says so', async () => {
    await begin({ qrForMs: 1000 })
    const { says, reasons, codes } = await open(byCode())
    await says.says('failed')
    expect([says.statuses, codes.length]).toEqual([['connecting', 'qr', 'failed'], 1])
    expect(reasons.at(-1)).toMatch(/^Nobody linked the device within \d+ minutes: connect it again$/)
  })

  for (const passkey of ['dialog', 'prompt'] as const)
    test(`and is asked for a passkey by a ${passkey} says that it needs one, and keeps no session`, async () => {
      await begin({ passkey })
      const device = world.newDevice()
      const { says, reasons } = await open(device)
      await says.says('passkey_required')
      expect(says.statuses).toEqual(['connecting', 'qr', 'passkey_required'])
      expect(reasons.at(-1)).toMatch(/passkey.*link another phone/)
      expect(world.kept.has(device.id)).toBe(false)
    })
})
