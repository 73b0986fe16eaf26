/**
 * The two addresses of a person on WhatsApp Web: by phone (`60123456789@c.us`), and by a LID (`198765432106@lid`), which
 * hides it. Here a LID is the number backwards behind a 1, so that the network needs no book of them.
 */
export interface Addresses {
  phone: string
  lid: string
}

/** Of a phone in E.164. */
export function addressesOf(phone: string): Addresses {
  const digits = phone.slice(1)
  return { phone: `${digits}@c.us`, lid: `1${reversed(digits)}@lid` }
}

/** The phone in E.164 behind either address; null when it is none of a person. */
export function phoneOf(wid: string): string | null {
  const [, user = '', server] = /^(\d+)@(c\.us|lid)$/.exec(wid) ?? []
  const digits = server === 'lid' ? reversed(user.slice(1)) : user
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : null
}

const reversed = (text: string) => [...text].reverse().join('')
