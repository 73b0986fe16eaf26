import { attributes as attributesRule, type ImportDefaults, leadBody } from '@siaran/contracts'
import type { ImportFault, ImportLead } from '@siaran/db'
import { isTimeZone, readPhone } from '@siaran/domain'
import type { CsvRecord } from './csv-records.js'
import type { ColumnMap, LeadField } from './lead-columns.js'

type TextField = Exclude<LeadField, 'phone'>

/** `line`: of the file, where the row begins. */
export type RowReading = { line: number } & ({ lead: ImportLead } | { faults: ImportFault[] })

const textFields = [
  'firstName',
  'lastName',
  'email',
  'company',
  'niche',
  'targetStatus',
  'trigger',
  'timezone',
] as const satisfies TextField[]

/** What a cell may say instead of `prospect` and `customer`. */
const targetStatusWords: Record<string, string> = { prospek: 'prospect', pelanggan: 'customer' }

const LONGEST_SHOWN = 100

/**
 * Makes a lead out of a record, or says everything that is wrong with it. An empty cell takes the import's default.
 * The rules are the ones of `POST /leads`.
 */
export function createRowReader(options: {
  columns: ColumnMap
  width: number
  defaults: ImportDefaults
  defaultCountry: string
}): (record: CsvRecord) => RowReading {
  const { columns, width, defaults, defaultCountry } = options
  const { attributes: defaultAttributes, ...defaultFields } = defaults
  const knownZones = new Set<string>()

  const checkText = (field: TextField, value: string): string | null => {
    if (field === 'timezone') {
      if (!knownZones.has(value) && !isTimeZone(value)) return 'Not a time zone, as in Asia/Kuala_Lumpur'
      knownZones.add(value)
    }
    if (leadBody.shape[field].safeParse(value).success) return null
    if (field === 'email') return 'Not an email address'
    if (field === 'targetStatus') return 'Must be prospect or customer'
    return 'Too long'
  }

  return (record) => {
    const faults: ImportFault[] = []
    const blame = (field: string, message: string, value: string) =>
      void faults.push({ row: record.line, field, message, value: shown(value) })
    if ('malformed' in record) {
      blame('row', record.malformed, record.text)
      return { line: record.line, faults }
    }
    const { cells } = record
    const isTooLong = cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '')
    if (cells.length < width || isTooLong) {
      blame('row', `The row has ${cells.length} cells where the header has ${width}`, cells.join(' | '))
      return { line: record.line, faults }
    }
    if (cells.some((cell) => cell.includes('\ufffd'))) {
      blame('row', 'The row is not in UTF-8; save the file as CSV in UTF-8', cells.join(' | '))
      return { line: record.line, faults }
    }

    const cellOf = (field: LeadField) => {
      const place = columns.fields[field]
      return place === undefined ? '' : cells[place]!.trim()
    }

    const written = cellOf('phone')
    const reading = readPhone(written, defaultCountry)
    if (!reading.ok) blame('phone', reading.reason, written)
    const lead: ImportLead = { ...nobody, phone: reading.ok ? reading.phone : '' }

    for (const field of textFields) {
      const cell = cellOf(field)
      if (cell === '') {
        lead[field] = defaultFields[field] || null
        continue
      }
      const value = field === 'targetStatus' ? (targetStatusWords[cell.toLowerCase()] ?? cell.toLowerCase()) : cell
      const fault = checkText(field, value)
      if (fault === null) lead[field] = value
      else blame(field, fault, cell)
    }

    const filled = columns.attributes.flatMap(({ name, place }) => {
      const value = cells[place]!.trim()
      return value === '' ? [] : [[name, value] as const]
    })
    lead.attributes = { ...defaultAttributes, ...Object.fromEntries(filled) }
    if (filled.length > 0 && !attributesRule.safeParse(lead.attributes).success) {
      const long = filled.find(([, value]) => value.length > 2_000)
      if (long) blame(long[0], 'Longer than 2000 characters', long[1])
      else blame('attributes', 'A lead has at most 50 attributes', '')
    }
    return { line: record.line, ...(faults.length > 0 ? { faults } : { lead }) }
  }
}

const nobody: ImportLead = {
  phone: '',
  firstName: null,
  lastName: null,
  email: null,
  company: null,
  niche: null,
  targetStatus: null,
  trigger: null,
  timezone: null,
  attributes: {},
}

/** One line, shortened: enough to find the cell again. */
const shown = (value: string) => {
  const line = value.replace(/\s+/g, ' ').trim()
  return line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN - 1)}…` : line
}
