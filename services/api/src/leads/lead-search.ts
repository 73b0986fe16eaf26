import type { LeadSearch } from '@siaran/db'

/**
 * What a person types → what is looked for: every word stands in a name, the email or the company, in any case; or, when
 * it looks like a phone, its digits stand in the phone, however they were written (`012-345 6789`).
 */
export function leadSearch(search: string): LeadSearch {
  return { words: search.split(/\s+/).filter((word) => word !== ''), digits: phoneDigits(search) }
}

/** Without what an E.164 number does not have: signs, blanks, and the zeros in front of a national number. */
function phoneDigits(search: string): string | null {
  if (!/^[\d\s+().-]+$/.test(search)) return null
  const digits = search.replace(/\D/g, '').replace(/^0+/, '')
  return digits === '' ? null : digits
}
