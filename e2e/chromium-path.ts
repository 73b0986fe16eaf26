import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium, temporaryFolder } from '@siaran/local-stack'

/** A Chromium as a sender is told of it. One that was unpacked somewhere gets a script that knows where its libraries are. */
export async function chromiumPath(): Promise<string> {
  const { program, libraryPath } = await findChromium()
  if (libraryPath === undefined) return program
  const folder = temporaryFolder('chromium')
  mkdirSync(folder, { recursive: true })
  const script = join(folder, 'chromium-headless-shell')
  writeFileSync(script, `#!/bin/sh\nLD_LIBRARY_PATH='${libraryPath}' exec '${program}' "$@"\n`)
  chmodSync(script, 0o755)
  return script
}
