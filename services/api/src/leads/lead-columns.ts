import type { leadPatch } from '@siaran/contracts'
import type { Database, Prisma } from '@siaran/db'
import { isTimeZone } from '@siaran/domain'
import type { z } from 'zod'
import type { Caller } from '../caller.js'
import { invalid } from '../problem.js'
import { readDevice } from '../read-device.js'
import type { Fault } from '../validation-faults.js'
import { readWorkspacePhone } from '../workspace-phone.js'

type LeadFields = z.output<typeof leadPatch>
type LeadColumns = Omit<Prisma.LeadUncheckedCreateInput, 'workspaceId' | 'phone'>

/**
 * What a caller sends → what is stored: the phone in E.164, an empty text as none, attributes replaced whole. Throws 400
 * for a phone or a time zone that is none, 404 for a device of another workspace.
 */
export async function leadColumns(
  db: Database,
  caller: Caller,
  fields: LeadFields,
): Promise<LeadColumns & { phone?: string }> {
  const { phone: written, ...others } = fields
  const faults: Fault[] = []
  const reading = written === undefined ? undefined : await readWorkspacePhone(db, caller, written)
  if (reading?.ok === false) faults.push({ path: 'phone', message: reading.reason })
  if (fields.timezone && !isTimeZone(fields.timezone))
    faults.push({ path: 'timezone', message: `${fields.timezone} is not a time zone, as Asia/Kuala_Lumpur` })
  if (faults.length > 0) throw invalid(...faults)
  if (fields.deviceId) await readDevice(db, caller, fields.deviceId)
  const columns = Object.fromEntries(
    Object.entries(others).map(([field, value]) => [field, value === '' ? null : value]),
  )
  return { ...columns, ...(reading?.ok && { phone: reading.phone }) }
}
