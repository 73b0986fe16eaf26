import { describe } from '@jest/globals'
import { prepareScene } from './conformance-scene.js'
import { describeSending } from './conformance-sending.js'
import { describeSession } from './conformance-session.js'
import type { TransportWorld } from './conformance-world.js'

/**
 * What every adapter must do, whatever network is behind it. Every sentence here is a promise of `transport.ts`. `openWorld`
 * opens a fresh world, in which everything goes well.
 */
export function describeTransport(name: string, openWorld: () => Promise<TransportWorld>): void {
  describe(`${name} keeps the promises of a transport`, () => {
    const scene = prepareScene(openWorld)
    describeSending(scene)
    describeSession(scene)
  })
}
