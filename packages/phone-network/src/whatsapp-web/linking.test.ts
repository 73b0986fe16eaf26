import { beforeEach, describe, expect, test } from '@jest/globals'
import { createFakeClock } from '../../test/fake-clock.js'
import { type Credentials, createLinking, type Linking, type UnlinkedPage } from './linking.js'

const PHONE = '+60123456789'

describe('a page that is not linked', () => {
  let clock: ReturnType<typeof createFakeClock>
  let linking: Linking
  let page: UnlinkedPage
  let references: string[]
  let idle: number
  let paired: Credentials[]
  let asked: number

  beforeEach(() => {
    clock = createFakeClock()
    linking = createLinking(clock)
    references = []
    paired = []
    idle = 0
    asked = 0
    page = {
      reference: (reference) => references.push(reference),
      idle: () => {
        idle += 1
      },
      paired: (credentials) => paired.push(credentials),
      passkey: () => {
        asked += 1
      },
    }
    linking.offer(page)
  })

  test('is shown a reference for a minute, five more for 20 s each, and then no other until it asks', () => {
    clock.pass(59_999)
    expect(references).toHaveLength(1)
    clock.pass(1 + 4 * 20_000)
    expect([new Set(references).size, idle]).toEqual([6, 0])
    clock.pass(600_000)
    expect([references.length, idle]).toEqual([6, 1])
    linking.offer(page)
    expect(references).toHaveLength(7)
  })

  test('is linked by what it shows now, once, and by nothing that it showed before', () => {
    clock.pass(60_000)
    expect(linking.scan(`${references[0]},a,b,c,1`, PHONE)).toBeNull()
    expect(linking.scan(`${references[1]},a,b,c,1`, PHONE)).toBe('linked')
    expect(linking.scan(`${references[1]},a,b,c,1`, PHONE)).toBeNull()
    expect(paired).toEqual([{ phone: PHONE, secret: expect.any(String) }])
    clock.pass(600_000)
    expect(references).toHaveLength(2)
  })

  test('is linked by its code on the phone that the code is for, also after a new reference', () => {
    const code = linking.code(page, PHONE)
    clock.pass(60_000)
    expect(linking.enterCode(code, '+60111111111')).toBeNull()
    expect(linking.enterCode(code, PHONE)).toBe('linked')
  })

  test('is linked by no code that is older than three minutes', () => {
    const code = linking.code(page, PHONE)
    clock.pass(180_000)
    expect(linking.enterCode(code, PHONE)).toBeNull()
    expect(linking.enterCode(linking.code(page, PHONE), PHONE)).toBe('linked')
  })

  test('is asked for a passkey, where one is needed, and not linked', () => {
    linking = createLinking(clock, true)
    linking.offer(page)
    expect(linking.scan(references.at(-1)!, PHONE)).toBe('asked for a passkey')
    expect([asked, paired]).toEqual([1, []])
  })

  test('has credentials that are good until they are taken back', () => {
    linking.scan(references[0]!, PHONE)
    const [credentials] = paired as [Credentials]
    const elsewhere = { phone: '+60111111111', secret: 'another' }
    expect([linking.accepts(credentials), linking.accepts(elsewhere)]).toEqual([true, true])
    linking.revokeAll(PHONE)
    expect([linking.accepts(credentials), linking.accepts(elsewhere)]).toEqual([false, true])
  })
})
