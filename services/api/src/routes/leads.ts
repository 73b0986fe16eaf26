import {
  idParams,
  leadBody,
  leadPatch,
  leadQuery,
  leadView as leadShape,
  listOf,
  removedView,
  successOf,
} from '@siaran/contracts'
import { listLeads } from '@siaran/db'
import type { ApiDeps, App } from '../app.js'
import { audit } from '../audit.js'
import { leadColumns } from '../leads/lead-columns.js'
import { leadSearch } from '../leads/lead-search.js'
import { leadView } from '../leads/lead-view.js'
import { removeLead } from '../leads/remove-lead.js'
import { readPage } from '../page.js'
import { notFound, Problem } from '../problem.js'

export function leadRoutes(app: App, deps: ApiDeps): void {
  const { db } = deps
  const response = { 200: successOf(leadShape) }

  app.post(
    '/leads',
    {
      config: { policy: 'operator', problems: ['lead.exists', 'device.not_found'] },
      schema: {
        operationId: 'createLead',
        summary: 'Add a lead',
        body: leadBody,
        response: { 201: successOf(leadShape) },
      },
    },
    async ({ caller, body }, reply) => {
      const columns = await leadColumns(db, caller, body)
      const { workspaceId } = caller
      const data = { ...columns, phone: columns.phone!, workspaceId }
      const lead = await onceADevice(() => db.prisma.lead.create({ data }))
      await audit(db.prisma, caller, 'lead.created', lead.id)
      return reply.code(201).send({ success: true, message: 'Lead created', data: leadView(lead) })
    },
  )

  app.get(
    '/leads',
    {
      config: { policy: 'viewer' },
      schema: {
        operationId: 'listLeads',
        summary: 'Leads, newest first, filtered and searched',
        querystring: leadQuery,
        response: { 200: listOf(leadShape) },
      },
    },
    async ({ caller: { workspaceId }, query }) => {
      const { search, ...filters } = query
      const question = { ...filters, workspaceId, search: search === undefined ? undefined : leadSearch(search) }
      const { rows, page } = await readPage(query, (keyset) => listLeads(db, question, keyset))
      return { success: true as const, data: rows.map(leadView), page }
    },
  )

  app.get(
    '/leads/:id',
    {
      config: { policy: 'viewer', problems: ['lead.not_found'] },
      schema: { operationId: 'getLead', summary: 'One lead', params: idParams, response },
    },
    async ({ caller: { workspaceId }, params: { id } }) => {
      const lead = await db.prisma.lead.findFirst({ where: { id, workspaceId } })
      if (lead === null) throw notFound('lead')
      return { success: true as const, data: leadView(lead) }
    },
  )

  app.patch(
    '/leads/:id',
    {
      config: { policy: 'operator', problems: ['lead.not_found', 'lead.exists', 'device.not_found'] },
      schema: {
        operationId: 'updateLead',
        summary: 'Change a lead; attributes are replaced whole',
        params: idParams,
        body: leadPatch,
        response,
      },
    },
    async ({ caller, params: { id }, body }) => {
      const where = { id, workspaceId: caller.workspaceId }
      if ((await db.prisma.lead.count({ where })) === 0) throw notFound('lead')
      const data = await leadColumns(db, caller, body)
      const [lead] = await onceADevice(() => db.prisma.lead.updateManyAndReturn({ where, data }))
      if (lead === undefined) throw notFound('lead')
      await audit(db.prisma, caller, 'lead.changed', id, { fields: Object.keys(body) })
      return { success: true as const, message: 'Lead saved', data: leadView(lead) }
    },
  )

  app.delete(
    '/leads/:id',
    {
      config: { policy: 'operator', problems: ['lead.not_found'] },
      schema: {
        operationId: 'deleteLead',
        summary: 'Delete a lead; what waits for its phone is not sent',
        params: idParams,
        response: { 200: successOf(removedView) },
      },
    },
    async ({ caller, params: { id } }) => {
      await removeLead(deps, caller, id)
      return { success: true as const, message: 'Lead deleted', data: { id } }
    },
  )
}

/** The database keeps a phone to one lead a device (and one without); 409 `lead.exists` when it says so. */
async function onceADevice<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write()
  } catch (err) {
    if ((err as { code?: string }).code !== 'P2002') throw err
    throw new Problem('lead.exists', 'This device has a lead with that phone already', undefined, { cause: err })
  }
}
