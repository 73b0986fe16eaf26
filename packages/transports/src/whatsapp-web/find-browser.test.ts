import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { findBrowser } from './find-browser.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'browsers-'))
})
afterEach(() => rm(folder, { recursive: true }))

const program = async (path: string, says: string) => {
  const file = join(folder, path)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, `#!/bin/sh\n${says}\n`)
  await chmod(file, 0o755)
  return file
}
const chromium = "echo 'Chromium 156.0'"
const find = (named?: string, places: string[] = []) =>
  findBrowser({ named, path: `${join(folder, 'a')}:${join(folder, 'b')}`, places })

test('the one that is named is taken, and no other', async () => {
  await program('a/chromium', chromium)
  const named = await program('elsewhere/my-browser', "echo 'Google Chrome 150.0'")
  expect(await find(named)).toEqual({ program: named })
  const broken = join(folder, 'nowhere')
  expect(await find(broken)).toEqual({ missing: expect.stringContaining(`CHROMIUM_PATH is ${broken}`) })
})

test('the first on PATH that runs is taken: not one that lacks a library, and nothing else of that name', async () => {
  await program('a/chromium', 'echo "error while loading shared libraries" >&2; exit 127')
  await program('b/chromium', 'echo an editor')
  const runs = await program('b/chromium-headless-shell', chromium)
  expect(await find()).toEqual({ program: runs })
})

test('what is not on PATH is looked for in the usual places', async () => {
  const place = await program('opt/chromium', chromium)
  expect(await find(undefined, [join(folder, 'opt/none'), place])).toEqual({ program: place })
})

test('where there is none, a sentence says what to do', async () => {
  expect(await find()).toEqual({
    missing: expect.stringMatching(/install one .* CHROMIUM_PATH, and start the sender again/),
  })
})
