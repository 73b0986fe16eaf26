import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A new, empty folder for a throw-away store or stack; the caller removes it. Others may pass through it but not
 * list it: run by root, Postgres gives up root's rights and must still reach its data.
 */
export function temporaryFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `siaran-${purpose}-`))
  chmodSync(folder, 0o711)
  return folder
}
