/**
 * How a page shows that WhatsApp asks for a passkey before it links a device. Nobody here has seen the real one. Public reports
 * (Baileys #2672, wppconnect #2815) say that it shows a prompt with a button, and then asks the browser for a passkey of
 * whatsapp.com. Either is taken for the step: a passkey is asked for by WebAuthn alone, whatever the page looks like, and a
 * dialog that speaks of one waits for a click that nobody makes here. Both run in the page.
 */

/** Runs before the page's own scripts: remembers that the browser was asked for a passkey. */
export function watchForPasskey(): void {
  const page = globalThis as unknown as Page
  const { credentials } = page.navigator
  const get = credentials?.get
  if (get === undefined) return
  credentials!.get = (options) => {
    if (options?.publicKey) page.siaranPasskeyAsked = true
    return get.call(credentials, options)
  }
}

interface Page {
  navigator: { credentials?: { get(options?: { publicKey?: object }): unknown } }
  siaranPasskeyAsked?: boolean
}

/** Whether the page asks for a passkey. Of a page that is linked it means nothing. */
export const asksForPasskey = `(window.siaranPasskeyAsked === true ||
  [...document.querySelectorAll('[role=dialog]')].some(({ textContent }) => /passkey/i.test(textContent)))`
