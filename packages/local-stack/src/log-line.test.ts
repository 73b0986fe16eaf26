import { describe, expect, test } from '@jest/globals'
import { describeLine, describeTrouble } from './log-line.js'

describe('a line of a service on the terminal', () => {
  test.each([
    [
      'a warning with its cause',
      { level: 40, msg: 'a pigeon is late', err: { message: 'fog\nand more' } },
      'api warning: a pigeon is late (fog)',
    ],
    ['an error without one', { level: 50, msg: 'no pigeons' }, 'api error: no pigeons'],
    ['an error without a sentence', { level: 60, err: { message: 'fog' } }, 'api fatal: fog'],
    ['information is left in the log', { level: 30, msg: 'ready' }, null],
  ])('%s', (_, line, expected) => {
    expect(describeTrouble('api', JSON.stringify(line))).toBe(expected)
  })

  test('what is not a log line is no trouble, and is shown as it is among the last words', () => {
    expect(describeTrouble('api', '{ "half": ')).toBeNull()
    expect(describeLine('Error: no pigeons')).toBe('Error: no pigeons')
  })
})
