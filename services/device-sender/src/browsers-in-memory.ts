import { totalmem } from 'node:os'

/** What a browser is taken for: 375 MB of a whole Chromium that is alone, 105 of a headless shell among ten; a real page adds its heap. */
const BROWSER_MB = 400
/** The sender's own. */
const SENDER_MB = 256

export const NO_MEMORY = `The senders have no memory for a browser: each takes ${BROWSER_MB} MB, beside ${SENDER_MB} MB of the sender's own. Give one of them more, or say what it can hold in SIARAN_WHATSAPP_WEB_CAPACITY`

/** How many browsers fit into the memory that this process may use: its container's limit, or the machine's. */
export function browsersInMemory(limit = process.constrainedMemory(), machine = totalmem()): number {
  // Without a limit it is 0, or more than there is.
  const bytes = limit > 0 ? Math.min(limit, machine) : machine
  return Math.max(0, Math.floor((bytes / 2 ** 20 - SENDER_MB) / BROWSER_MB))
}
