import { beforeAll } from '@jest/globals'
import { type Chromium, findChromium } from '@siaran/local-stack'
import { describeTransport } from '../src/conformance.js'
import { openWhatsAppWebWorld } from './whatsapp-web/world.js'

let chromium: Chromium

// Where there is none it is downloaded, once for this user.
beforeAll(async () => {
  chromium = await findChromium()
}, 600_000)

describeTransport('WhatsApp Web', () => openWhatsAppWebWorld(chromium, { ackWithinMs: 3000 }))
