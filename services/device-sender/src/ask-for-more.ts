import type { Producer } from '@siaran/queue'

/** Jobs of one device between two askings: a quarter of the default window. */
const EVERY_JOBS = 25
/** At most so often for the whole sender; a dispatcher's turn takes about as long. */
const EVERY_MS = 25

export interface AskForMore {
  /** A device has used a slot up. */
  usedSlot(deviceId: string): void
  /** Whatever the reason, slots are wanted now. */
  askForSlots(): void
}

/**
 * Asks for slots when devices come online or have used some up, instead of waiting for the next turn of the schedule: a
 * device with a fast pace would else be done with its window and idle. What is asked in vain costs nothing.
 */
export function askForMore(produce: Pick<Producer, 'add'>): AskForMore {
  const used = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined

  const askForSlots = () => {
    if (timer !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      produce.add('messages.dispatch', {}).catch(() => {}) // the schedule asks as well
    }, EVERY_MS)
  }

  return {
    usedSlot(deviceId) {
      const count = (used.get(deviceId) ?? 0) + 1
      used.set(deviceId, count % EVERY_JOBS)
      if (count >= EVERY_JOBS) askForSlots()
    },
    askForSlots,
  }
}
