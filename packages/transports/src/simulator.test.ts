import { expect, test } from '@jest/globals'
import { recordDevice } from './conformance-recorder.js'
import { createSimulatorTransport } from './simulator.js'

test('an event for a device that nobody here holds is acknowledged only when the device was given back', async () => {
  const happened: string[] = []
  let refusals = 1
  let seen = () => {}
  const acknowledged = new Promise<void>((resolve) => {
    seen = resolve
  })
  const event = {
    type: 'incoming',
    seq: 1,
    device: 'gone',
    from: '+60123456789',
    text: 'Hi',
    at: '2026-11-22T08:00:00Z',
  }
  const network = async (url: URL, request: { body: string; signal: AbortSignal }) => {
    if (url.pathname.endsWith('/connect')) return Response.json({ status: 'online' })
    if (url.pathname === '/devices/gone/disconnect') {
      happened.push('given back')
      return refusals-- > 0 ? new Response('busy', { status: 500 }) : Response.json({ status: 'disconnected' })
    }
    if (url.pathname.endsWith('/disconnect')) return Response.json({ status: 'disconnected' })
    const { ackUpTo } = JSON.parse(request.body)
    happened.push(`acknowledged ${ackUpTo}`)
    if (ackUpTo === 0) return Response.json({ stream: 's', events: [event] })
    seen()
    return new Promise<Response>((_, reject) =>
      request.signal.addEventListener('abort', () => reject(new Error('over'))),
    )
  }
  const transport = createSimulatorTransport({ url: 'http://network', ownerId: 'a', fetch: network as typeof fetch })
  await transport.open({ id: 'd1', settings: {}, credentials: {} }, recordDevice())
  await acknowledged
  await transport.close()
  expect(happened).toEqual(['acknowledged 0', 'given back', 'acknowledged 0', 'given back', 'acknowledged 1'])
})
