import { expect, test } from '@jest/globals'
import { csvLine } from './csv-line.js'

test.each([
  ['=1+1', "'=1+1"],
  ['+60123', "'+60123"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\rx', '"\'\rx"'],
  ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['', ''],
])('a cell %j is written as %j', (cell, written) => {
  expect(csvLine(['1', cell])).toBe(`1,${written}\r\n`)
})
