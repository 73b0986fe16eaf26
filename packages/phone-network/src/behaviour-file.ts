import { readFile, rename, writeFile } from 'node:fs/promises'
import { type Behaviour, behaviourPatch, changed } from './behaviour.js'

/** The behaviour that was last kept, or `fallback` when none was. Throws, with every fault, when the file is unusable. */
export async function readBehaviour(path: string, fallback: Behaviour): Promise<Behaviour> {
  const text = await readFile(path, 'utf8').catch((err: NodeJS.ErrnoException) => {
    if (err.code === 'ENOENT') return null
    throw err
  })
  return text === null ? fallback : changed(fallback, behaviourPatch.parse(JSON.parse(text)))
}

/** Keeps a behaviour. A crash in the middle leaves the earlier one whole. */
export async function writeBehaviour(path: string, behaviour: Behaviour): Promise<void> {
  await writeFile(`${path}.new`, `${JSON.stringify(behaviour, null, 2)}\n`)
  await rename(`${path}.new`, path)
}
