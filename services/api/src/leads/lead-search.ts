import type { Prisma } from '@siaran/db'

/**
 * What a person types → the leads that it may mean: every word stands in a name, the email or the company, in any case;
 * or, when it looks like a phone, its digits stand in the phone, however they were written (`012-345 6789`).
 */
export function leadSearch(search: string): Prisma.LeadWhereInput {
  const words = search.split(/\s+/).filter((word) => word !== '')
  const inText: Prisma.LeadWhereInput = { AND: words.map(holdsWord) }
  const digits = phoneDigits(search)
  return digits === null ? inText : { OR: [inText, { phone: { contains: digits } }] }
}

function holdsWord(word: string): Prisma.LeadWhereInput {
  const holds = { contains: literally(word), mode: 'insensitive' as const }
  return { OR: [{ firstName: holds }, { lastName: holds }, { email: holds }, { company: holds }] }
}

/** Without what an E.164 number does not have: signs, blanks, and the zeros in front of a national number. */
function phoneDigits(search: string): string | null {
  if (!/^[\d\s+().-]+$/.test(search)) return null
  const digits = search.replace(/\D/g, '').replace(/^0+/, '')
  return digits === '' ? null : digits
}

/** Prisma hands the text to ILIKE as it is, in which these stand for anything. */
const literally = (text: string) => text.replace(/[\\%_]/g, '\\$&')
