import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { defaultAnswerWords, readAnswer } from './answer-words.js'

const read = (text: string) => readAnswer(text, defaultAnswerWords)

test.each(['stop', 'unsubscribe', 'opt out', 'berhenti', 'henti', 'batal langganan', 'unreg'])(
  '"%s" is a stop',
  (word) => {
    expect(read(word)).toBe('stop')
  },
)

test.each(['start', 'subscribe', 'mula', 'mulai', 'berlangganan'])('"%s" is a start', (word) => {
  expect(read(word)).toBe('start')
})

test.each([
  ['STOP', 'in capitals'],
  ['  stop \n', 'with white space'],
  ['\u00a0stop\u200b', 'with white space that nobody sees'],
  ['Stop.', 'with a point'],
  ['¡¡stop!!', 'with marks on both sides'],
  ['"stop"', 'in quotes'],
  ['*stop*', 'in WhatsApp’s bold'],
  ['🙏stop❤️', 'between emoji'],
  ['stop 🙏🏽👨‍👩‍👧🇲🇾1️⃣', 'before emoji of several characters'],
  ['stop ℹ️Ⓜ️™️', 'before emoji that Unicode takes for letters'],
  ['ＳＴＯＰ', 'in full width'],
  ['𝐬𝐭𝐨𝐩', 'in letters of mathematics'],
  ['st\u00adop', 'with a soft hyphen'],
  ['Opt \n  Out', 'with other white space within'],
])('%j is a stop: the word %s', (text) => {
  expect(read(text)).toBe('stop')
})

describe('a message that contains a stop word is none', () => {
  test.each([
    'please stop',
    'stop it please',
    'Don’t stop!',
    'Which bus stop?',
    'non-stop',
    'stop?start',
    'stopped',
    'nonstop',
    's t o p',
    'stop2',
    '1 stop',
    'st🛑op',
    'berhenti sekejap',
    'Saya tak mahu berhenti',
    'Kereta berhenti di mana?',
    'jangan berhenti',
    'The weekend',
    'Can I cancel my order?',
    'batalkan pesanan saya',
    'keluar jam berapa?',
    'stop stop',
    'стоп',
  ])('"%s"', (text) => {
    expect(read(text)).toBeNull()
  })

  test('nor is one that contains a start word a start', () => {
    for (const text of ['When does it start?', 'mulai kapan?', 'boleh mula esok', 'restart'])
      expect(read(text)).toBeNull()
  })
})

test('what says nothing is neither, even where a list holds such a word', () => {
  for (const text of ['', ' ', '...', '👍', '❤️', '\u200b', '1️⃣'])
    expect(readAnswer(text, { stop: ['', '...', '🛑'], start: ['👍'] })).toBeNull()
})

test('a workspace’s own words are read as its leads’ answers are', () => {
  const words = { stop: [' TIDAK Mau! ', '停止', 'रोको', 'หยุดส่ง', 'Café'], start: ['Ya', '0'] }
  for (const text of ['tidak mau', '停止。', 'रोको!', 'หยุดส่ง', 'CAFE\u0301'])
    expect(readAnswer(text, words)).toBe('stop')
  for (const text of ['ya 😀', '0']) expect(readAnswer(text, words)).toBe('start')
  for (const text of ['रोक', 'cafe', 'stop']) expect(readAnswer(text, words)).toBeNull()
})

test('a word in both lists is a stop', () => {
  expect(readAnswer('ok', { stop: ['ok'], start: ['ok'] })).toBe('stop')
})

test('no word of the default lists is in both', () => {
  for (const word of defaultAnswerWords.start) expect(read(word)).toBe('start')
})

const word = fc.constantFrom(...defaultAnswerWords.stop)
const decoration = fc
  .array(fc.constantFrom(...' \n.,!?*_~"\'()-', '👍', '🙏🏽', '❤️', '1️⃣'), { maxLength: 6 })
  .map((signs) => signs.join(''))

test('whatever stands around it, a word stays a word', () => {
  fc.assert(
    fc.property(word, decoration, decoration, fc.boolean(), (stop, before, after, loud) => {
      expect(read(before + (loud ? stop.toUpperCase() : stop) + after)).toBe('stop')
    }),
  )
})

test('with one more word, however it is joined, it is none', () => {
  const more = fc.constantFrom('please', 'bus', 'tolong', 'jangan', '2', 'é')
  fc.assert(
    fc.property(word, more, decoration, fc.boolean(), (stop, other, between, first) => {
      expect(read(first ? other + between + stop : stop + between + other)).toBeNull()
    }),
  )
})
