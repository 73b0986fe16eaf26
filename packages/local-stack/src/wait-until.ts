import { setTimeout as sleep } from 'node:timers/promises'

/** Asks again and again until the answer is true, or the time is up: says which. */
export async function waitUntil(
  isSo: () => boolean | Promise<boolean>,
  { withinMs, everyMs = 20 }: { withinMs: number; everyMs?: number },
): Promise<boolean> {
  const deadline = performance.now() + withinMs
  while (!(await isSo())) {
    if (performance.now() > deadline) return false
    await sleep(everyMs)
  }
  return true
}
