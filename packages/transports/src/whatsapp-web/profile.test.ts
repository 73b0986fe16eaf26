import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { packProfile, unpackProfile } from './profile.js'

describe("a session in a browser's profile", () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'profile-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const put = async (file: string, content: string) => {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), content)
  }

  test('is moved by its databases alone, in the place of whatever was there', async () => {
    await put('first/Default/IndexedDB/web.leveldb/000003.log', 'keys')
    await put('first/Default/IndexedDB/web.leveldb/LOCK', '')
    await put('first/Default/Local Storage/leveldb/CURRENT', 'MANIFEST-000001\n')
    await put('first/Default/Cache/data_0', 'a picture')
    await put('second/Default/IndexedDB/web.leveldb/000007.log', 'somebody else')

    await unpackProfile(await packProfile(join(folder, 'first')), join(folder, 'second'))
    const files = (await readdir(join(folder, 'second'), { recursive: true, withFileTypes: true })).filter((each) =>
      each.isFile(),
    )
    expect(files.map(({ name }) => name).sort()).toEqual(['000003.log', 'CURRENT'])
    expect(await readFile(join(folder, 'second/Default/IndexedDB/web.leveldb/000003.log'), 'utf8')).toBe('keys')
  })

  test('is not read when it is larger than any session', async () => {
    await put('first/Default/IndexedDB/web.leveldb/000003.log', '')
    await truncate(join(folder, 'first/Default/IndexedDB/web.leveldb/000003.log'), 257 * 1024 * 1024)
    await expect(packProfile(join(folder, 'first'))).rejects.toThrow(
      'holds 257 MiB of databases, more than the 256 MiB',
    )
  })

  test.each(['Default/IndexedDB/../../../../outside', '/outside', 'Default/Cookies'])(
    'reaches no other place: %s',
    async (file) => {
      const header = Buffer.from(JSON.stringify([[file, 1]]))
      const length = Buffer.alloc(4)
      length.writeUInt32BE(header.length)
      const packed = gzipSync(Buffer.concat([length, header, Buffer.from('x')]))
      await expect(unpackProfile(packed, join(folder, 'a/b/c'))).rejects.toThrow('No session')
      expect(await readdir(folder)).toEqual([])
    },
  )
})
