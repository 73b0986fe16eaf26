import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'

/** What of a browser's profile makes it a linked device. The rest is caches, 50 MB and more. */
const PARTS = ['IndexedDB', 'Local Storage'].map((part) => join('Default', part))

/** Unpacked. Whoever has a larger one has kept something that is no session; it would take that much of the sender's memory. */
const LARGEST_BYTES = 256 * 1024 * 1024

/** How often a profile that changes under the reader is read anew. */
const TRIES = 5

/**
 * The session in a browser's profile, in one piece. It may be taken while the browser runs: its databases are logs and files
 * that are not changed once written, so that a copy is whole when no file came or went in between. Throws when that could not
 * be had.
 */
export async function packProfile(folder: string): Promise<Buffer> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const before = await filesOf(folder)
    const bytes = await sizeOf(folder, before)
    if (bytes > LARGEST_BYTES)
      throw new Error(
        `The profile holds ${inMiB(bytes)} of databases, more than the ${inMiB(LARGEST_BYTES)} of a session`,
      )
    const contents = await Promise.all(before.map((file) => readFile(join(folder, file)).catch(() => null)))
    const after = await filesOf(folder)
    if (contents.some((content) => content === null) || before.join('\n') !== after.join('\n')) continue
    const index = before.map((file, at) => [file, contents[at]!.length])
    const header = Buffer.from(JSON.stringify(index))
    const length = Buffer.alloc(4)
    length.writeUInt32BE(header.length)
    return promisify(gzip)(Buffer.concat([length, header, ...(contents as Buffer[])]))
  }
  throw new Error('The profile did not hold still')
}

/** Puts a session into a profile, in the place of whatever was there. */
export async function unpackProfile(packed: Buffer, folder: string): Promise<void> {
  const all = await promisify(gunzip)(packed, { maxOutputLength: LARGEST_BYTES })
  let at = 4 + all.readUInt32BE(0)
  const index = JSON.parse(all.toString('utf8', 4, at)) as [string, number][]
  await rm(folder, { recursive: true, force: true })
  for (const [file, length] of index) {
    if (!PARTS.some((part) => file.startsWith(`${part}/`)) || file.includes('..')) throw new Error('No session')
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), all.subarray(at, at + length))
    at += length
  }
}

/** The profile as it was last kept, or none. */
export const restoreProfile = (kept: Buffer | null, folder: string): Promise<void> =>
  kept === null ? rm(folder, { recursive: true, force: true }) : unpackProfile(kept, folder)

/** Removes the locks of a browser that was killed, here or on another host: the lease says that no other has this profile. */
export async function unlockProfile(folder: string): Promise<void> {
  const locks = ['SingletonLock', 'SingletonCookie', 'SingletonSocket']
  await Promise.all(locks.map((name) => rm(join(folder, name), { force: true })))
}

const inMiB = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MiB`

async function sizeOf(folder: string, files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    files.map((file) =>
      stat(join(folder, file)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

async function filesOf(folder: string): Promise<string[]> {
  const files: string[] = []
  for (const part of PARTS) {
    const entries = await readdir(join(folder, part), { recursive: true, withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      // The lock is its browser's own.
      if (entry.isFile() && entry.name !== 'LOCK') files.push(relative(folder, join(entry.parentPath, entry.name)))
    }
  }
  return files.sort()
}
