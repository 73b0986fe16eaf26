import type { LeadView } from '@siaran/contracts'
import type { Lead } from '@siaran/db'

/** A lead as callers see it. */
export function leadView(lead: Lead): LeadView {
  return {
    id: lead.id,
    phone: lead.phone,
    deviceId: lead.deviceId,
    firstName: lead.firstName,
    lastName: lead.lastName,
    email: lead.email,
    company: lead.company,
    niche: lead.niche,
    targetStatus: lead.targetStatus as LeadView['targetStatus'],
    trigger: lead.trigger,
    timezone: lead.timezone,
    attributes: lead.attributes as Record<string, unknown>,
    createdAt: lead.createdAt.toISOString(),
    updatedAt: lead.updatedAt.toISOString(),
  }
}
