import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createLedger, type Delivery } from './ledger.js'
import { openLedgerFile } from './ledger-file.js'

const delivery = (text: string): Delivery => ({
  device: 'd1',
  to: '+60123456789',
  type: 'text',
  text,
  handedAt: '2026-11-22T07:59:59.900Z',
  at: '2026-11-22T08:00:00.000Z',
  id: 'm1',
  messageId: 'n1',
})

describe('the ledger', () => {
  let folder: string
  let path: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ledger-'))
    path = join(folder, 'ledger.jsonl')
  })
  afterEach(() => rm(folder, { recursive: true }))

  /** Opens the ledger, records, closes; as a process would that is stopped. */
  const record = async (...texts: string[]) => {
    const file = await openLedgerFile(path)
    const ledger = createLedger(file.entries, file.append)
    for (const text of texts) ledger.record(delivery(text))
    await file.close()
    return ledger.page(0, 100).entries
  }

  test('what was received is there after a restart, and the count goes on', async () => {
    await record('one', 'two')
    const entries = await record('three')
    expect(entries.map(({ seq, text }) => [seq, text])).toEqual([
      [1, 'one'],
      [2, 'two'],
      [3, 'three'],
    ])
  })

  test('a last line that a crash has torn is cut off, and the next entry is whole', async () => {
    await record('one')
    await appendFile(path, '{"seq":2,"device":"d1","te')
    await record('again')
    expect((await record()).map(({ seq, text }) => [seq, text])).toEqual([
      [1, 'one'],
      [2, 'again'],
    ])
  })

  test('text of any script and with line breaks comes back as it was', async () => {
    const text = 'Selamat pagi\n你好 👩🏽‍🚀\u2028"quoted"'
    await record(text)
    expect((await record())[0]?.text).toBe(text)
  })

  test('a fault in the middle is not passed over', async () => {
    await record('one', 'two', 'three')
    const lines = (await readFile(path, 'utf8')).split('\n')
    await writeFile(path, [lines[0], '{"seq":', lines[2], ''].join('\n'))
    await expect(openLedgerFile(path)).rejects.toThrow('line 2')
  })

  test('a missing entry is not passed over', async () => {
    await record('one', 'two', 'three')
    const lines = (await readFile(path, 'utf8')).split('\n')
    await writeFile(path, [lines[0], lines[2], ''].join('\n'))
    await expect(openLedgerFile(path)).rejects.toThrow('line 2')
  })

  test('pages join without a gap, and the last one says where to go on', async () => {
    await record('one', 'two', 'three')
    const ledger = createLedger((await openAndClose()).entries, () => {})
    const first = ledger.page(0, 2)
    const second = ledger.page(first.next, 2)
    expect([...first.entries, ...second.entries].map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect(ledger.page(second.next, 2)).toEqual({ entries: [], next: 3 })
  })

  test('the same message id twice is two entries', async () => {
    expect(await record('again', 'again')).toHaveLength(2)
  })

  const openAndClose = async () => {
    const file = await openLedgerFile(path)
    await file.close()
    await file.close()
    return file
  }
})
