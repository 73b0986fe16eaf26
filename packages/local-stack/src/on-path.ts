import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The first program of this name that the user can run. */
export function onPath(name: string): string | undefined {
  const candidates = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder || '.', name))
  return candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
