/** One record of a CSV file. `line` is where it begins, the file's first line being 1. */
export type CsvRecord = { line: number; cells: string[] } | { line: number; malformed: string; text: string }

/** The file as a whole cannot be read. The message is a sentence for the person who uploaded it. */
export class FileProblem extends Error {
  override name = 'FileProblem'
}

/** In characters. A line, or a quoted cell with the lines in it, that is longer is not a list of leads. */
export const LONGEST_RECORD = 1_048_576

const DELIMITERS = [',', ';', '\t'] as const
const [QUOTE, LF, CR] = [0x22, 0x0a, 0x0d]

/**
 * Reads CSV (RFC 4180: quotes doubled inside quotes; any of CRLF, LF, CR ends a line; a byte order mark is dropped) from
 * bytes as they come, holding little more than one chunk. The delimiter is the most frequent of comma, semicolon and
 * tab in the first line. Lines of nothing but blanks and delimiters are passed over. Bytes that are not UTF-8 come out
 * as U+FFFD.
 *
 * A record that breaks the rules of quoting comes out as `malformed`, and reading goes on with the line after the one
 * on which it began. csv-parse 7 was tried first: with `skip_records_with_error` it keeps the state of the quote, and
 * `1,"x"y` takes every row after it along, up to the next quotation mark.
 *
 * Throws {@link FileProblem} for what is no text, or a line longer than {@link LONGEST_RECORD}.
 */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
  const decoder = new TextDecoder('utf-8')
  let text = ''
  let line = 1
  let delimiter: number | undefined
  let begun = false

  function* recordsOf(isLast: boolean): Generator<CsvRecord> {
    delimiter ??= delimiterOf(text, isLast)
    if (delimiter === undefined) return assertShortEnough(text.length, line)
    let at = 0
    while (at < text.length) {
      const piece = takeRecord(text, at, delimiter, isLast)
      if (piece === null) break
      assertShortEnough(piece.end - at, line)
      if ('malformed' in piece) yield { line, malformed: piece.malformed, text: text.slice(at, piece.end).trim() }
      else if (piece.cells.some((cell) => cell.trim() !== '')) yield { line, cells: piece.cells }
      line += piece.lines
      at = piece.end
    }
    text = text.slice(at)
    assertShortEnough(text.length, line)
  }

  for await (const chunk of chunks) {
    assertIsText(chunk, !begun)
    begun = true
    text += decoder.decode(chunk, { stream: true })
    yield* recordsOf(false)
  }
  text += decoder.decode()
  yield* recordsOf(true)
}

type Piece = { end: number; lines: number } & ({ cells: string[] } | { malformed: string })

/** The record that begins at `start`; null when more text is needed to know where it ends. */
function takeRecord(text: string, start: number, delimiter: number, isLast: boolean): Piece | null {
  const cells: string[] = []
  let lines = 1
  let at = start
  for (;;) {
    if (text.charCodeAt(at) === QUOTE) {
      const closing = closingQuote(text, at)
      if (closing === null) {
        if (!isLast && text.length - start <= LONGEST_RECORD) return null
        return malformed(text, start, isLast, 'A quotation mark is opened and never closed')
      }
      const cell = text.slice(at + 1, closing)
      lines += lineBreaksIn(cell)
      cells.push(cell.includes('"') ? cell.replaceAll('""', '"') : cell)
      at = closing + 1
    } else {
      const begin = at
      while (at < text.length && !endsCell(text.charCodeAt(at), delimiter)) {
        if (text.charCodeAt(at) === QUOTE)
          return malformed(text, start, isLast, 'A quotation mark stands inside a cell that does not begin with one')
        at++
      }
      cells.push(text.slice(begin, at))
    }
    if (at >= text.length) return isLast ? { cells, lines, end: at } : null
    const code = text.charCodeAt(at)
    if (code === delimiter) {
      at++
      // The file may end in an empty cell; otherwise the next chunk says what comes.
      if (at === text.length && !isLast) return null
    } else if (code === LF || code === CR) {
      const end = afterLineBreak(text, at, isLast)
      return end === null ? null : { cells, lines, end }
    } else {
      // `""` at the end of the text may yet become a doubled quote, but then closingQuote found the text's end.
      return malformed(text, start, isLast, 'Something stands behind the closing quotation mark of a cell')
    }
  }
}

/** Where the quoted cell that opens at `open` closes; null when the text ends before that is sure. */
function closingQuote(text: string, open: number): number | null {
  for (let at = text.indexOf('"', open + 1); at !== -1; at = text.indexOf('"', at + 2))
    if (text.charCodeAt(at + 1) !== QUOTE) return at
  return null
}

const endsCell = (code: number, delimiter: number) => code === delimiter || code === LF || code === CR

/** A malformed record is given up up to the end of its first line, so that it takes no other row along. */
function malformed(text: string, start: number, isLast: boolean, reason: string): Piece | null {
  let at = start
  while (at < text.length && text.charCodeAt(at) !== LF && text.charCodeAt(at) !== CR) at++
  const end = at < text.length ? afterLineBreak(text, at, isLast) : isLast ? at : null
  return end === null ? null : { malformed: reason, lines: 1, end }
}

/** Null when a CR is the last that is known: an LF may follow. */
function afterLineBreak(text: string, at: number, isLast: boolean): number | null {
  if (text.charCodeAt(at) === LF) return at + 1
  if (at + 1 === text.length && !isLast) return null
  return text.charCodeAt(at + 1) === LF ? at + 2 : at + 1
}

const lineBreaksIn = (cell: string) => (/[\r\n]/.test(cell) ? cell.split(/\r\n|\r|\n/).length - 1 : 0)

/** Of the first line that says something; undefined when it is not complete yet. */
function delimiterOf(text: string, isLast: boolean): number | undefined {
  const first = /^\s*([^\r\n]*)([\r\n]?)/.exec(text)!
  if (first[2] === '' && !isLast) return undefined
  const bare = first[0].replace(/"[^"]*"/g, '')
  const count = (delimiter: string) => bare.split(delimiter).length
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best)).charCodeAt(0)
}

function assertShortEnough(length: number, line: number): void {
  if (length > LONGEST_RECORD) throw new FileProblem(`Line ${line} is longer than 1 MB`)
}

function assertIsText(chunk: Uint8Array, isFirst: boolean): void {
  const [a, b] = chunk
  if (isFirst && ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)))
    throw new FileProblem('The file is in UTF-16; save it as CSV in UTF-8')
  if (isFirst && a === 0x50 && b === 0x4b && chunk[2] === 3 && chunk[3] === 4)
    throw new FileProblem('The file is a workbook or an archive, not a CSV; save it as CSV in UTF-8')
  if (chunk.includes(0)) throw new FileProblem('The file is not a text file; save it as CSV in UTF-8')
}
