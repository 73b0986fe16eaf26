import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { openProfileFolder } from './profile-folder.js'

let base: string
beforeEach(async () => {
  base = join(await mkdtemp(join(tmpdir(), 'profiles-')), 'base')
})
afterEach(() => rm(join(base, '..'), { recursive: true }))

test('is of one process, and readable by nobody else', async () => {
  const [first, second] = [await openProfileFolder(base), await openProfileFolder(base, () => true)]
  expect(first).not.toBe(second)
  for (const folder of [base, second]) expect((await stat(folder)).mode & 0o777).toBe(0o700)
})

test('what dead processes left is removed, and what had the same number before; the living and strangers keep theirs', async () => {
  for (const name of ['4001-dead', '4002-alive', `${process.pid}-before`, 'notes'])
    await mkdir(join(base, name, 'profile'), { recursive: true })
  const folder = await openProfileFolder(base, (pid) => pid === 4002)
  expect((await readdir(base)).sort()).toEqual([basename(folder), '4002-alive', 'notes'].sort())
})
