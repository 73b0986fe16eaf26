import { expect, test } from '@jest/globals'
import { createLogger, describeError, maskPhone } from './logger.js'

const lineOf = (fields: object) => {
  let written = ''
  createLogger(
    { service: 'test', level: 'info' },
    {
      write(line) {
        written += line
      },
    },
  ).info(fields, 'a fact')
  return written
}

test('a phone keeps its ends: +60123456789 → +60…6789', () => {
  expect(maskPhone('+60123456789')).toBe('+60…6789')
  expect(maskPhone('12345')).toBe('…')
  expect(lineOf({ phone: '+60123456789', to: '+60123456788' })).not.toMatch(/12345678/)
})

test('credentials and bodies are removed, also one level down', () => {
  const line = lineOf({ token: 'hidden-1', body: { password: 'hidden-2' }, message: { content: 'hidden-3' } })
  expect(line).not.toContain('hidden')
})

test('an error tells its type, code, sentence, place and causes, and nothing else that it carries', () => {
  const cause = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (phone)=(+60123456789) exists',
  })
  const error = Object.assign(new Error('No answer for +60123456789', { cause }), {
    rawPacket: 'authorization: secret',
  })
  const { stack, ...told } = describeError(error) as { stack: string }
  expect(told).toEqual({
    type: 'Error',
    message: 'No answer for +60…6789',
    cause: { type: 'Error', message: 'duplicate key', code: '23505', stack: expect.stringMatching(/^\s+at /) },
  })
  expect(stack).toContain('logger.test')
  expect(stack).not.toContain('No answer')
})

test("of Prisma's sentences the last one is told, which is the reason; those above hold the arguments", () => {
  const error = new Error('Invalid `lead.create()`: { firstName: "Aminah" }\n\nUnknown argument `x`.\n')
  error.name = 'PrismaClientValidationError'
  expect(describeError(error)).toMatchObject({ message: 'Unknown argument `x`.' })
})

test('what was thrown without being an error is told too; a circle of causes ends', () => {
  expect(describeError('a word')).toEqual({ type: 'string', message: 'a word' })
  expect(describeError(undefined)).toEqual({ type: 'undefined', message: 'undefined' })
  const circle: Error & { cause?: unknown } = new Error('round')
  circle.cause = circle
  expect(JSON.stringify(describeError(circle)).match(/round/g)).toHaveLength(5)
})
