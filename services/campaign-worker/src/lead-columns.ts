import type { ImportLead } from '@siaran/db'

export type LeadField = keyof Omit<ImportLead, 'attributes'>

/**
 * How people name their columns, in English, Malay and Indonesian. Compared by letters and digits alone, whatever the
 * case: `No. HP`, `no_hp` and `NoHP` are one. When two columns could be the same field, the name that stands further
 * left here wins and the other becomes an attribute: a column `WhatsApp` may hold a yes or a no beside the phone.
 *
 * A title in two languages, or with a remark, is read by its parts when it says nothing as a whole (`Nama / Name`,
 * `No. Telefon (WhatsApp)`), unless they are of different fields.
 *
 * A column with whole names fills firstName, unsplit: most Malay and many Indonesian names have no family name.
 */
export const leadColumns = {
  phone: `
    whatsapp number, whatsapp no, no whatsapp, nombor whatsapp, nomor whatsapp, wa number, no wa, nomor wa,
    phone, phone number, phone no, telephone, telephone number, tel, tel no, mobile, mobile number, mobile no,
    mobile phone, cell, cell phone, cell number, cellphone number, handphone, handphone no, handphone number, hp, hp no,
    no hp, nomor hp, nomer hp, nombor hp, no hp wa, no telefon, nombor telefon, no tel, telefon, telefon bimbit,
    no telefon bimbit, nombor telefon bimbit, no bimbit, nombor bimbit, no handphone, nomor handphone, telepon,
    no telepon, nomor telepon, telp, no telp, nomor telp, ponsel, no ponsel, nomor ponsel, nomor seluler, msisdn,
    contact number, contact no, contact phone, no kontak, nomor kontak, whatsapp, wa, nombor, nomor, number`,
  firstName: `
    first name, given name, forename, nama depan, nama pertama,
    name, full name, nama, nama penuh, nama lengkap, customer name, contact name, nama pelanggan, nama kontak`,
  lastName: 'last name, surname, family name, nama belakang, nama akhir, nama keluarga',
  email: 'email, email address, mail, emel, alamat emel, alamat email, surel, alamat surel',
  company: `
    company, company name, business, business name, organisation, organization, syarikat, nama syarikat, perusahaan,
    nama perusahaan, perniagaan, nama perniagaan, usaha, nama usaha`,
  niche: 'niche, ceruk',
  targetStatus: 'target status, status target, status sasaran',
  trigger: 'trigger, pemicu, pencetus',
  timezone: 'time zone, tz, zon waktu, zona waktu',
} as const satisfies Record<LeadField, string>

const fieldNames = Object.keys(leadColumns) as LeadField[]
const meanings = new Map<string, Meaning>(
  fieldNames.flatMap((field) => leadColumns[field].split(',').map((name, rank) => [bare(name), { field, rank }])),
)
/** Behind every title that names a field as a whole. */
const BY_ITS_PARTS = 1_000

export interface ColumnMap {
  /** Field → place of its column. */
  fields: Partial<Record<LeadField, number>>
  /** Every other column: the attribute that it fills. */
  attributes: { name: string; place: number }[]
}

const LONGEST_ATTRIBUTE_NAME = 64

/** Says what each column of a file holds, by its header. Every column is kept: one without a name is `column 3`. */
export function mapColumns(header: readonly string[]): ColumnMap {
  const meant = header.map(meaningOf)
  const fields: ColumnMap['fields'] = {}
  for (const field of fieldNames) {
    const ranks = meant.map((meaning) => (meaning?.field === field ? meaning.rank : Number.POSITIVE_INFINITY))
    const best = Math.min(...ranks)
    if (best < Number.POSITIVE_INFINITY) fields[field] = ranks.indexOf(best)
  }
  const taken = new Set(Object.values(fields))
  const attributes: ColumnMap['attributes'] = []
  for (const [place, title] of header.entries()) {
    if (taken.has(place)) continue
    const name = title.trim().slice(0, LONGEST_ATTRIBUTE_NAME) || `column ${place + 1}`
    attributes.push({ name: unused(name, attributes), place })
  }
  return { fields, attributes }
}

interface Meaning {
  field: LeadField
  /** The lower, the better the title names the field. */
  rank: number
}

function meaningOf(title: string): Meaning | undefined {
  const whole = meanings.get(bare(title))
  if (whole !== undefined) return whole
  const parts = title.split(/[/|()[\]\r\n]|\s-\s/).flatMap((part) => meanings.get(bare(part)) ?? [])
  const [first] = parts
  if (first === undefined || parts.some(({ field }) => field !== first.field)) return undefined
  return { field: first.field, rank: Math.min(...parts.map(({ rank }) => rank)) + BY_ITS_PARTS }
}

/** `Tag`, and for a second column of that name `Tag (2)`. */
function unused(name: string, attributes: ColumnMap['attributes']): string {
  const isTaken = (candidate: string) => attributes.some((attribute) => attribute.name === candidate)
  if (!isTaken(name)) return name
  for (let n = 2; ; n++) {
    const candidate = `${name.slice(0, LONGEST_ATTRIBUTE_NAME - 7)} (${n})`
    if (!isTaken(candidate)) return candidate
  }
}

function bare(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
