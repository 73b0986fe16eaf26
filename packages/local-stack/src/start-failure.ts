/** A reason not to start that its reader can act on. The message is one sentence; no stack is ever shown for it. */
export class StartFailure extends Error {
  override name = 'StartFailure'
}

/** Turns whatever was thrown into one sentence: a {@link StartFailure} keeps its own, a refused file is named. */
export function asSentence(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  const { code, path } = thrown as NodeJS.ErrnoException
  if (thrown instanceof StartFailure || path === undefined) return thrown.message
  if (code === 'EACCES' || code === 'EPERM') return `${path} belongs to somebody else: this user may not use it.`
  if (code === 'ENOSPC') return `There is no space left to write ${path}.`
  if (code === 'EROFS') return `${path} is on a read-only file system.`
  if (code === 'ENOTDIR' || code === 'EEXIST') return `${path} cannot be used: a file stands where a folder should be.`
  return thrown.message
}
