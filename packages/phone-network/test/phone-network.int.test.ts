import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createPhoneNetwork, defaultBehaviour, fateOf, type PhoneNetwork, phoneNetworkClient } from '../src/index.js'

describe('the phone network', () => {
  let folder: string
  let network: PhoneNetwork
  let url: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'phone-network-'))
    await begin()
  })
  afterEach(async () => {
    await network.stop()
    await rm(folder, { recursive: true })
  })

  const begin = async () => {
    network = createPhoneNetwork({ dataFolder: folder, behaviour: { latencyMs: 0, ackDelayMs: 1 } })
    url = (await network.start()).url
  }
  const request = async (method: string, path: string, body?: unknown, signal?: AbortSignal) => {
    const json =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const response = await fetch(new URL(path, url), { method, ...json, ...(signal ? { signal } : {}) })
    return { status: response.status, body: JSON.parse(await response.text()) }
  }
  const connect = () => request('POST', '/devices/d1/connect', { owner: 'a' })
  const send = (message: object = {}, signal?: AbortSignal) =>
    request(
      'POST',
      '/devices/d1/messages',
      { owner: 'a', id: 'm1', to: '+60123456789', type: 'text', text: 'Hello', ...message },
      signal,
    )

  test('the ledger tells what a phone received, and when', async () => {
    await connect()
    const before = Date.now()
    const { body: answer } = await send({ mediaUrl: 'https://example.test/a.png', type: 'image' })
    const { body } = await request('GET', '/ledger?after=0&limit=10')
    expect(body).toEqual({
      entries: [
        {
          seq: 1,
          device: 'd1',
          to: '+60123456789',
          type: 'image',
          text: 'Hello',
          mediaUrl: 'https://example.test/a.png',
          handedAt: expect.any(String),
          at: expect.any(String),
          id: 'm1',
          messageId: answer.messageId,
        },
      ],
      next: 1,
    })
    expect(Date.parse(body.entries[0].at)).toBeGreaterThanOrEqual(before)
    expect(Date.parse(body.entries[0].at)).toBeLessThanOrEqual(Date.now())
  })

  test('the same message handed over twice is received twice', async () => {
    await connect()
    await send()
    await send()
    expect(await phoneNetworkClient(url).allEntries()).toHaveLength(2)
  })

  test('a sender may ask for a message by its own id, also after a restart; another device’s is not known', async () => {
    await connect()
    const { body: accepted } = await send()
    const again = (await send({ to: '+60123456788' })).body
    const { entries } = await phoneNetworkClient(url).ledger()
    const lookUp = async (device: string, id: string) =>
      (await request('GET', `/devices/${device}/messages/${id}`)).body
    const last = { status: 'found', messageId: again.messageId, at: entries[1]!.at }
    expect(accepted.messageId).not.toBe(again.messageId)
    expect(await lookUp('d1', 'm1')).toEqual(last)
    expect([await lookUp('d1', 'm2'), await lookUp('d2', 'm1')]).toEqual([{ status: 'unknown' }, { status: 'unknown' }])
    await network.stop()
    await begin()
    expect(await lookUp('d1', 'm1')).toEqual(last)
  })

  test('the ledger and the behaviour outlive a restart', async () => {
    await connect()
    await send()
    await phoneNetworkClient(url).setBehaviour({ seed: 7, rates: { reply: 0.25 } })
    await network.stop()
    await begin()
    await connect()
    await send({ id: 'm2' })
    const entries = await phoneNetworkClient(url).allEntries()
    expect(entries.map(({ seq, id }) => [seq, id])).toEqual([
      [1, 'm1'],
      [2, 'm2'],
    ])
    expect(await phoneNetworkClient(url).behaviour()).toMatchObject({ seed: 7, rates: { reply: 0.25 }, latencyMs: 0 })
  })

  test('400: a behaviour with faults, every one of them told, and nothing changed', async () => {
    const { status, body } = await request('PATCH', '/behaviour', {
      seed: 1.5,
      latencyMs: { min: 5, max: 1 },
      rates: { reply: 2, rain: 1 },
      replies: [],
      wind: 3,
    })
    expect(status).toBe(400)
    const paths = body.details.map(({ path }: { path: string }) => path)
    expect(paths.sort()).toEqual(['latencyMs', 'rates.rain', 'rates.reply', 'replies', 'seed', 'wind'])
    expect(await phoneNetworkClient(url).behaviour()).toEqual({ ...defaultBehaviour, latencyMs: 0, ackDelayMs: 1 })
  })

  test('400: a message to something that is no phone, and nothing is received', async () => {
    await connect()
    expect(await send({ to: '0123456789' })).toMatchObject({ status: 400, body: { details: [{ path: 'to' }] } })
    expect(await phoneNetworkClient(url).allEntries()).toEqual([])
  })

  test('an answer that cannot be read hides whether the phone received the message', async () => {
    await connect()
    const behaviour = await phoneNetworkClient(url).setBehaviour({ rates: { garbage: 1 } })
    const phones = Array.from({ length: 20 }, (_, index) => `+601234567${String(index).padStart(2, '0')}`)
    const received = phones.filter((to) => {
      const fate = fateOf(behaviour, to, 0)
      return fate.kind === 'garbled' && fate.received
    })
    for (const to of phones) await expect(send({ id: to, to })).rejects.toThrow(/JSON/)
    const entries = await phoneNetworkClient(url).allEntries()
    expect(entries.map(({ to }) => to).sort()).toEqual(received)
    expect(received.length).toBeGreaterThan(0)
    expect(received.length).toBeLessThan(phones.length)
  })

  test('an answer on its way: the phone has the message, the sender does not know it yet', async () => {
    await connect()
    await phoneNetworkClient(url).setBehaviour({ answerDelayMs: 600_000 })
    const giveUp = new AbortController()
    const answer = send({}, giveUp.signal)
    while ((await phoneNetworkClient(url).allEntries()).length === 0);
    giveUp.abort()
    await expect(answer).rejects.toThrow()
  })

  test('what is told twice is told in the same words', async () => {
    await connect()
    await phoneNetworkClient(url).setBehaviour({ rates: { twice: 1, read: 0 } })
    await send()
    const told: { type: string; level: string }[] = []
    for (let ackUpTo = 0, stream: string | undefined; told.length < 4; ) {
      const { body } = await request('POST', '/owners/a/events', { stream, ackUpTo, waitMs: 1000 })
      stream = body.stream
      told.push(...body.events)
      ackUpTo = body.events.at(-1)?.seq ?? ackUpTo
    }
    expect(told.map(({ type, level }) => `${type} ${level}`)).toEqual([
      'ack sent',
      'ack sent',
      'ack delivered',
      'ack delivered',
    ])
  })

  test('a message without an answer is received by every second phone', async () => {
    await connect()
    const behaviour = await phoneNetworkClient(url).setBehaviour({ rates: { noAnswer: 1 } })
    const phones = Array.from({ length: 20 }, (_, index) => `+601234567${String(index).padStart(2, '0')}`)
    const received = phones.filter((to) => {
      const fate = fateOf(behaviour, to, 0)
      return fate.kind === 'unanswered' && fate.received
    })
    const giveUp = new AbortController()
    const sends = Promise.allSettled(phones.map((to) => send({ id: to, to }, giveUp.signal)))
    while ((await phoneNetworkClient(url).allEntries()).length < received.length);
    giveUp.abort()
    expect((await sends).map(({ status }) => status)).toEqual(phones.map(() => 'rejected'))
    const entries = await phoneNetworkClient(url).allEntries()
    expect(entries.map(({ to }) => to).sort()).toEqual(received)
  })

  test('a device that is not connected sends nothing', async () => {
    expect((await send()).body).toMatchObject({ status: 'unavailable', scope: 'device', reason: 'not connected' })
    expect(await phoneNetworkClient(url).allEntries()).toEqual([])
  })

  test('a message on the road when its device is dropped does not arrive', async () => {
    await connect()
    await phoneNetworkClient(url).setBehaviour({ latencyMs: 200 })
    const answer = send()
    await phoneNetworkClient(url).drop('d1')
    expect((await answer).body).toMatchObject({ status: 'unavailable', scope: 'device', reason: 'dropped' })
    expect(await phoneNetworkClient(url).allEntries()).toEqual([])
  })

  test('a message that is turned away now and then arrives in the end, once', async () => {
    await connect()
    const behaviour = await phoneNetworkClient(url).setBehaviour({ rates: { unavailable: 0.7 } })
    const phones = Array.from({ length: 50 }, (_, index) => `+601234567${String(index).padStart(2, '0')}`)
    const to = phones.find((phone) => fateOf(behaviour, phone, 0).kind === 'unavailable')
    const statuses: string[] = []
    while (statuses.at(-1) !== 'accepted') statuses.push((await send({ to })).body.status)
    expect(statuses[0]).toBe('unavailable')
    expect(await phoneNetworkClient(url).allEntries()).toHaveLength(1)
  })

  test('a waiting poll is answered by the first event', async () => {
    await connect()
    const poll = request('POST', '/owners/a/events', { ackUpTo: 0, waitMs: 30_000 })
    await phoneNetworkClient(url).incoming({ from: '+60198765432', to: 'd1', text: 'Hi' })
    expect((await poll).body.events).toMatchObject([{ seq: 1, device: 'd1', type: 'incoming', from: '+60198765432' }])
  })

  test('a stop is not held up by polls, by messages on the road or by messages without an answer', async () => {
    await connect()
    await phoneNetworkClient(url).setBehaviour({ latencyMs: 60_000 })
    const open = [
      send().catch(() => {}),
      request('POST', '/owners/a/events', { ackUpTo: 0, waitMs: 60_000 }).catch(() => {}),
    ]
    await network.stop()
    await network.stop()
    await Promise.all(open)
  })

  test('the devices that it knows can be looked at', async () => {
    await connect()
    await send()
    expect(await phoneNetworkClient(url).devices()).toMatchObject([
      { device: 'd1', state: 'online', owner: 'a', handedOver: 1 },
    ])
  })
})
