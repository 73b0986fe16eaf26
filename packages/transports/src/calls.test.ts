import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { callReaders } from './index.js'

const at = new Date('2026-11-27T01:00:00Z')
const wablas = (call: unknown) => callReaders.wablas!(call, at)
const whacenter = (call: unknown) => callReaders.whacenter!(call, at)

test('Wablas: an incoming message, as JSON and as a form; of a group, or written on the phone itself, it is none', () => {
  const call = { id: 'x', phone: '60123456789', message: 'Hi', isGroup: false, isFromMe: false, status: '' }
  const heard = [{ kind: 'incoming', from: '+60123456789', text: 'Hi', at }]
  expect(wablas(call)).toEqual(heard)
  expect(wablas({ ...call, isGroup: 'false', isFromMe: '0' })).toEqual(heard)
  for (const other of [{ isGroup: true }, { isGroup: 'true' }, { isFromMe: true }, { phone: '120363-12@g.us' }])
    expect(wablas({ ...call, ...other })).toEqual([])
})

test('Wablas: what became of a message, by its own id', () => {
  const levels = { sent: 'sent', delivered: 'delivered', received: 'delivered', READ: 'read', cancel: 'failed' }
  for (const [status, level] of Object.entries(levels))
    expect(wablas({ id: 7, phone: '60123456789', status, note: '' })).toEqual([
      { kind: 'ack', transportMessageId: '7', level, at },
    ])
  expect(wablas({ id: 'x', status: 'rejected', note: 'no such number' })).toEqual([
    { kind: 'ack', transportMessageId: 'x', level: 'failed', reason: 'Wablas says: no such number', at },
  ])
  expect(wablas({ id: 'x', status: 'pending' })).toEqual([])
})

test('Wablas: a device that was connected or disconnected is a reason to ask', () => {
  for (const status of ['connected', 'disconnected'])
    expect(wablas({ deviceId: 'x', status, note: '' })).toEqual([{ kind: 'device' }])
})

test('Whacenter: an incoming message, whichever field names the person', () => {
  for (const field of ['from', 'phone', 'sender'])
    expect(whacenter({ [field]: '60123456789@s.whatsapp.net', message: 'Hi', isGroup: 'false' })).toEqual([
      { kind: 'incoming', from: '+60123456789', text: 'Hi', at },
    ])
  expect(whacenter({ from: '60123456789', message: 'Hi', isGroup: true })).toEqual([])
})

test('nonsense is no word, and breaks nothing', () => {
  fc.assert(
    fc.property(fc.anything(), (call) => {
      for (const read of Object.values(callReaders)) expect(Array.isArray(read(call, at))).toBe(true)
    }),
  )
  for (const call of [undefined, null, '', 5, [], {}, { message: {} }, { id: {}, status: [] }])
    for (const read of Object.values(callReaders)) expect(read(call, at)).toEqual([])
})
