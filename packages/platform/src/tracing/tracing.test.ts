import { afterEach, expect, test } from '@jest/globals'
import type { Tracing } from './span.js'
import { openTracing } from './tracing.js'

const PARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
let tracing: Tracing
afterEach(() => tracing.stop())
/** Nobody listens there: the spans are dropped. */
const on = async () => {
  tracing = await openTracing({ service: 'test', endpoint: 'http://127.0.0.1:1' })
}
const traceOf = (traceparent: string | null) => traceparent?.split('-')[1]

test('without an endpoint nothing is recorded', async () => {
  tracing = await openTracing({ service: 'test', endpoint: undefined })
  expect(tracing.begin('send', PARENT).traceparent).toBeNull()
  expect(tracing.beginRequest('GET /', PARENT).traceparent).toBeNull()
})

test('a span is in the trace of its parent; a job without one is not recorded, a request without one begins a trace', async () => {
  await on()
  expect(traceOf(tracing.begin('send', PARENT).traceparent)).toBe(traceOf(PARENT))
  expect(tracing.begin('send', null).traceparent).toBeNull()
  const begun = tracing.beginRequest('GET /', undefined).traceparent
  expect(begun).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
  expect(traceOf(begun)).not.toBe(traceOf(PARENT))
})

test.each(['', 'x', PARENT.toUpperCase(), `${PARENT}-more`, PARENT.replace(/[1-9a-f]/g, '0'), '01-a-b-00'])(
  'a parent that cannot be read is none: %p',
  async (parent) => {
    await on()
    expect(tracing.begin('send', parent).traceparent).toBeNull()
    expect(traceOf(tracing.beginRequest('GET /', parent).traceparent)).not.toBe(traceOf(PARENT))
  },
)

test('what the caller does not want sampled is not', async () => {
  await on()
  expect(tracing.beginRequest('GET /', PARENT.replace(/01$/, '00')).traceparent).toMatch(/-00$/)
})

test('of one name in one trace a hundred spans are recorded, and of another still another hundred', async () => {
  await on()
  const record = (name: string) => Array.from({ length: 150 }, () => tracing.begin(name, PARENT).traceparent)
  expect(record('send').filter((each) => each !== null)).toHaveLength(100)
  expect(record('dispatch').filter((each) => each !== null)).toHaveLength(100)
})
