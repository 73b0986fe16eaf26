import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'

export type PhoneReading = { ok: true; phone: string } | { ok: false; reason: string }

/** What the database takes: E.164 of 7 to 15 digits. A few countries have valid numbers of 6, as +49 1000; nobody's WhatsApp. */
const storable = /^\+[1-9]\d{6,14}$/

/**
 * Reads a phone as people and spreadsheets write it (`012-345 6789`, `+60 12…`, `0060…`, `60123456789`, `'0123…`)
 * into E.164, with the country of the workspace for numbers without one. Never guesses: what is not a possible number
 * comes back with the reason, as a sentence.
 */
export function readPhone(written: string, defaultCountry: string): PhoneReading {
  const country = defaultCountry.toUpperCase()
  if (!isSupportedCountry(country)) return { ok: false, reason: `${defaultCountry} is not a country` }
  const text = written.trim().replace(/^'+/, '').trim()
  if (text === '') return { ok: false, reason: 'The phone is empty' }
  if (/^\d[.,]\d+e\+?\d+$/i.test(text))
    return { ok: false, reason: 'A spreadsheet turned the phone into a rounded number; format the column as text' }
  if (/[a-z]/i.test(text)) return { ok: false, reason: 'The phone contains letters' }
  for (const candidate of candidates(text)) {
    const parsed = parsePhoneNumberFromString(candidate, country as CountryCode)
    if (parsed?.isValid() && storable.test(parsed.number)) return { ok: true, phone: parsed.number }
  }
  return { ok: false, reason: 'Not a phone number' }
}

/** Whether phones can be read with it as the default: a two-letter code, as `MY`. */
export const isCountry = (code: string): boolean => isSupportedCountry(code.toUpperCase())

/** As written first; then as an international number that lost its plus. */
function* candidates(text: string): Generator<string> {
  const digits = text.replace(/\D/g, '')
  if (digits.startsWith('00')) yield `+${digits.slice(2)}`
  else yield text
  if (!text.startsWith('+') && !digits.startsWith('0')) yield `+${digits}`
}
