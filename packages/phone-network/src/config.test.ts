import { describe, expect, test } from '@jest/globals'
import { readConfig } from './config.js'

describe('the configuration', () => {
  test('nothing set is enough', () => {
    expect(readConfig({})).toEqual({
      SIARAN_PHONE_NETWORK_PORT: 3100,
      SIARAN_PHONE_NETWORK_WEB_PORT: 0,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
    })
  })

  test('every fault of the behaviour is told with its path', () => {
    const read = () =>
      readConfig({ SIARAN_PHONE_NETWORK_BEHAVIOUR: '{"seed":-1,"rates":{"reply":2},"wind":3}', LOG_LEVEL: 'loud' })
    for (const fault of [/seed/, /rates\.reply/, /wind/, /LOG_LEVEL/]) expect(read).toThrow(fault)
  })

  test('a behaviour that is not JSON is a fault, not a crash', () => {
    expect(() => readConfig({ SIARAN_PHONE_NETWORK_BEHAVIOUR: '{' })).toThrow(/SIARAN_PHONE_NETWORK_BEHAVIOUR/)
  })
})
