import { setTimeout as wait } from 'node:timers/promises'

/** Long enough for a loaded machine; a test that passes never comes near it. */
const DEADLINE_MS = 50_000
const LOOK_EVERY_MS = 50

/** Waits until something observable holds. Fails with the sentence of what did not come true. */
export async function until(holds: () => Promise<boolean> | boolean, sentence: string, deadlineMs = DEADLINE_MS) {
  const end = performance.now() + deadlineMs
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`This did not come true in time: ${sentence}`)
    await wait(LOOK_EVERY_MS)
  }
}
