import { expect, test } from '@jest/globals'
import { unstorableTexts } from './validation-faults.js'

const pathsOf = (data: unknown) => unstorableTexts(data).map(({ path }) => path)

test('a text with U+0000 or half a surrogate pair is found where it stands, in values and in names', () => {
  expect(pathsOf('a\u0000')).toEqual([''])
  expect(pathsOf({ a: { b: ['fine', '\ud800'] } })).toEqual(['a.b.1'])
  expect(pathsOf({ a: { '\udc00': 1 } })).toEqual(['a'])
})

test('everything else is a text: pairs, controls, nothing', () => {
  expect(pathsOf({ flower: '🌺', bell: '\u0007', none: '', mark: '\ufeff', number: 0, nothing: null })).toEqual([])
})

test('nesting deeper than the stack is no reason to fall', () => {
  const deep = JSON.parse(`${'['.repeat(200_000)}"a\u0000"${']'.repeat(200_000)}`.replace('\u0000', '\\u0000'))
  expect(unstorableTexts(deep)).toHaveLength(1)
})
