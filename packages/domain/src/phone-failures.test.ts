import { expect, test } from '@jest/globals'
import { isPhoneFailure, phoneFailures } from './phone-failures.js'
import { exitReasons } from './sequence-states.js'

test('a phone that is not on WhatsApp, or has blocked the device, is the phone’s failure', () => {
  expect(['not_on_whatsapp', 'blocked'].every(isPhoneFailure)).toBe(true)
})

test('what is wrong with the message alone is not, and nor is a failure without a code', () => {
  for (const code of ['invalid_content', 'rejected', 'send_failed', '', null]) expect(isPhoneFailure(code)).toBe(false)
})

test('each of them is a reason with which an enrolment exits', () => {
  expect(exitReasons).toEqual(expect.arrayContaining([...phoneFailures]))
})
