import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { describeTransport } from '../src/conformance.js'
import { recordDevice } from '../src/conformance-recorder.js'
import { buildOutboundMessage } from '../src/conformance-world.js'
import { type GatewayWorld, openGatewayWorld } from './gateway-world.js'

describeTransport('Whacenter', () => openGatewayWorld('whacenter'))

describe('Whacenter, beyond the suite', () => {
  let world: GatewayWorld
  beforeEach(async () => {
    world = await openGatewayWorld('whacenter')
  })
  afterEach(() => world.close())

  test('a message is known by an id made of Siaran’s own: there is no other', async () => {
    const says = recordDevice()
    const session = await world.createTransport().open(world.newDevice(), says)
    await says.says('online')
    const message = buildOutboundMessage({ to: world.newPhone() })
    expect(await session.send(message, new AbortController().signal)).toEqual({
      kind: 'accepted',
      transportMessageId: `whacenter:${message.id}`,
    })
  })

  test('a device that Whacenter does not know waits for a person', async () => {
    const says = recordDevice()
    await world.createTransport().open({ ...world.newDevice(), credentials: { deviceId: 'nobody' } }, says)
    await says.says('failed')
    expect(says.statuses).toEqual(['connecting', 'failed'])
  })
})
