import { beforeEach, describe, expect, test } from '@jest/globals'
import { createFakeClock } from '../test/fake-clock.js'
import { createDeviceRegistry, type Device, obstacleTo, stateOf } from './devices.js'
import { createMailboxes, type Mailboxes, type PollAnswer } from './mailboxes.js'
import type { LastingEvent } from './network-event.js'
import { createSwitchboard, type Switchboard } from './switchboard.js'

describe('a device and its owners', () => {
  let mailboxes: Mailboxes
  let switchboard: Switchboard
  let device: Device

  beforeEach(() => {
    mailboxes = createMailboxes()
    switchboard = createSwitchboard(mailboxes, createFakeClock())
    device = createDeviceRegistry().get('d1')
  })

  const written = (text: string): LastingEvent => ({ type: 'incoming', from: '+60123456789', text, at: '' })
  const poll = (owner: string, stream?: string, ackUpTo = 0) => {
    let given: PollAnswer | undefined
    mailboxes.poll(owner, { stream, ackUpTo, waitMs: 0 }, (answer) => {
      given = answer
    })
    return given!
  }
  const heardBy = (owner: string) =>
    poll(owner).events.map((event) => (event.type === 'incoming' ? event.text : event.type))

  test('an event is told until it is acknowledged', () => {
    switchboard.connect(device, 'a', false)
    switchboard.tell(device, written('one'))
    switchboard.tell(device, written('two'))
    const { stream, events } = poll('a')
    expect(heardBy('a')).toEqual(['one', 'two'])
    expect(poll('a', stream, events[0]!.seq).events.map(({ seq }) => seq)).toEqual([events[1]!.seq])
  })

  test('an acknowledgement of another stream, from before a restart, swallows nothing', () => {
    switchboard.connect(device, 'a', false)
    switchboard.tell(device, written('one'))
    expect(poll('a', 'the stream before', 99).events).toHaveLength(1)
  })

  test('what happens while nobody owns a device waits for the next owner', () => {
    switchboard.tell(device, written('early'))
    switchboard.connect(device, 'a', false)
    expect(heardBy('a')).toEqual(['early'])
  })

  test('what an owner has not acknowledged goes over to the one that takes the device, in order', () => {
    switchboard.connect(device, 'a', false)
    switchboard.tell(device, written('one'))
    switchboard.tell(device, written('two'))
    switchboard.connect(device, 'b', false)
    switchboard.tell(device, written('three'))
    expect(heardBy('b')).toEqual(['one', 'two', 'three'])
    expect(heardBy('a')).toEqual(['replaced'])
  })

  test('the old owner may not send, and cannot end or resume what is no longer his', () => {
    switchboard.connect(device, 'a', false)
    switchboard.connect(device, 'b', false)
    expect(obstacleTo(device, 'a')?.reason).toBe('connected elsewhere')
    expect(switchboard.disconnect(device, 'a')).toBe(false)
    expect(switchboard.logout(device, 'a')).toBe(false)
    expect(switchboard.connect(device, 'a', true).status).toBe('replaced')
    expect(obstacleTo(device, 'b')).toBeNull()
  })

  test('a dropped device cannot connect until it is restored, and its owner is told', () => {
    switchboard.connect(device, 'a', false)
    switchboard.drop(device)
    expect(switchboard.connect(device, 'a', true).status).toBe('disconnected')
    switchboard.tell(device, written('meanwhile'))
    expect(heardBy('a')).toEqual(['dropped'])
    switchboard.restore(device)
    expect(switchboard.connect(device, 'a', true).status).toBe('online')
    expect(heardBy('a')).toEqual(['dropped', 'restored', 'meanwhile'])
  })

  test('a banned device cannot connect until it is restored', () => {
    switchboard.connect(device, 'a', false)
    switchboard.restrict(device)
    expect(stateOf(device)).toBe('restricted')
    expect(switchboard.connect(device, 'a', true).status).toBe('restricted')
    switchboard.restore(device)
    expect(switchboard.connect(device, 'a', true).status).toBe('online')
  })

  test('what waited for a device that logs out is gone', () => {
    switchboard.connect(device, 'a', false)
    switchboard.tell(device, written('too late'))
    switchboard.logout(device, 'a')
    switchboard.tell(device, written('much too late'))
    expect(stateOf(device)).toBe('logged_out')
    switchboard.connect(device, 'a', false)
    expect(heardBy('a')).toEqual([])
  })
})
