import { expect, test } from '@jest/globals'
import { readGatewayAnswer } from './gateway-answer.js'

const read = (body: unknown, status = 200) =>
  readGatewayAnswer({ status, text: typeof body === 'string' ? body : JSON.stringify(body) })

test('a yes is a yes in either field', () => {
  expect(read({ status: true, data: 1 })).toEqual({ kind: 'done', body: { status: true, data: 1 } })
  expect(read({ success: true })).toMatchObject({ kind: 'done' })
})

test.each([
  ['account', 'token invalid'],
  ['account', 'Unauthorized'],
  ['account', 'device_id not found'],
  ['account', 'your quota is exhausted, please top up'],
  ['account', 'Kuota habis, coba lagi besok'],
  ['account', 'Masa aktif perangkat sudah habis'],
  ['account', 'Daily limit reached'],
  ['away', 'device is disconnected'],
  ['away', 'Device not connected'],
  ['away', 'Perangkat belum terhubung'],
  ['busy', 'server is busy, try again later'],
  ['busy', 'Rate limit exceeded'],
  ['not_on_whatsapp', 'Phone number is not registered on WhatsApp'],
  ['not_on_whatsapp', 'nomor tidak terdaftar'],
  ['invalid', 'message is required'],
  ['other', 'no'],
])('a no with a 200 is of the sort "%s": %s', (sort, message) => {
  expect(read({ status: false, message })).toEqual({ kind: 'failed', sort, text: message })
})

test('its words are found in each of four fields, and cut to a sentence', () => {
  for (const field of ['message', 'msg', 'reason', 'error'])
    expect(read({ status: false, [field]: ' quota ' })).toMatchObject({ sort: 'account', text: 'quota' })
  expect(read({ success: false, message: { nested: 1 }, error: 'x'.repeat(5_000) })).toMatchObject({
    text: 'x'.repeat(300),
  })
  expect(read({ status: false })).toEqual({ kind: 'failed', sort: 'other', text: 'without a reason' })
})

test('a status of HTTP speaks where it is plain: the account, and too many', () => {
  expect(read({ status: false, message: 'no' }, 401)).toMatchObject({ sort: 'account' })
  expect(read('<html>slow down</html>', 429)).toMatchObject({ kind: 'failed', sort: 'busy' })
})

test('anything else may have been done: a page, an error inside, a redirect, a yes and a no', () => {
  const unreadable = { kind: 'unreadable', cause: expect.stringMatching(/HTTP/) }
  expect(read('<html>Welcome</html>')).toEqual(unreadable)
  expect(read({ status: false, message: 'out of memory' }, 500)).toEqual(unreadable)
  expect(read({ status: true }, 502)).toEqual(unreadable)
  expect(read({ status: true }, 302)).toEqual(unreadable)
  expect(read({ status: 'true' })).toEqual(unreadable)
  expect(read({ status: true, success: false })).toEqual(unreadable)
  for (const body of ['null', '[]', '5', '', '{']) expect(read(body)).toEqual(unreadable)
})
