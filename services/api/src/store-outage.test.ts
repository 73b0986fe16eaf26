import { expect, test } from '@jest/globals'
import { isStoreOutage } from './store-outage.js'

const coded = (code: string, message = 'x') => Object.assign(new Error(message), { code })

test('a store that is away is told from a mistake, however deep it lies', () => {
  const away = [
    coded('ECONNREFUSED'),
    coded('57P01'),
    coded('08006'),
    coded('P1001'),
    new Error('timeout exceeded when trying to connect'),
    new Error('outer', { cause: new Error('inner', { cause: coded('ECONNRESET') }) }),
    Object.assign(new Error('prisma'), {
      code: 'P2010',
      meta: { driverAdapterError: { cause: { kind: 'DatabaseNotReachable' } } },
    }),
    new AggregateError([coded('ECONNREFUSED')]),
    Object.assign(new Error('Redis'), { name: 'StoreUnavailableError' }),
  ]
  for (const err of away) expect([String(err), isStoreOutage(err)]).toEqual([String(err), true])
  for (const err of [coded('23505'), coded('P2002'), coded('42601'), new TypeError('x'), null, 'ECONNREFUSED'])
    expect([String(err), isStoreOutage(err)]).toEqual([String(err), false])
})

test('an error that is its own cause ends', () => {
  const err = new Error('x')
  err.cause = err
  expect(isStoreOutage(err)).toBe(false)
})
