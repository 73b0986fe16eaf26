import {
  type ContactView,
  contactParams,
  contactQuery,
  contactView,
  enrollBody,
  enrolledView,
  exitedView,
  idParams,
  listOf,
  successOf,
} from '@siaran/contracts'
import { type Contact, listContacts } from '@siaran/db'
import type { ApiDeps, App } from '../app.js'
import { readPage } from '../page.js'
import { enrollLeads } from '../sequences/enroll-leads.js'
import { exitContact } from '../sequences/exit-contact.js'
import { readSequence } from '../sequences/read-sequence.js'

/** Whom a sequence writes to. */
export function sequenceContactRoutes(app: App, deps: ApiDeps): void {
  const { db } = deps

  app.post(
    '/sequences/:id/enroll',
    {
      config: { policy: 'operator', problems: ['sequence.not_found', 'sequence.not_active'] },
      schema: {
        operationId: 'enrollLeads',
        summary: 'Begin the journey of chosen leads, whatever their trigger',
        params: idParams,
        body: enrollBody,
        response: { 200: successOf(enrolledView) },
      },
    },
    async ({ caller, params: { id }, body }) => ({
      success: true as const,
      data: await enrollLeads(deps, caller, id, body.leadIds),
    }),
  )

  app.get(
    '/sequences/:id/contacts',
    {
      config: { policy: 'viewer', problems: ['sequence.not_found'] },
      schema: {
        operationId: 'listSequenceContacts',
        summary: 'Where every journey is, newest first; who came again stands there for each time',
        params: idParams,
        querystring: contactQuery,
        response: { 200: listOf(contactView) },
      },
    },
    async ({ caller, params: { id: sequenceId }, query }) => {
      await readSequence(db, caller, sequenceId)
      const { rows, page } = await readPage(query, (keyset) =>
        listContacts(db, { sequenceId, status: query.status }, keyset),
      )
      return { success: true as const, data: rows.map(asSeen), page }
    },
  )

  app.post(
    '/sequences/:id/contacts/:leadId/exit',
    {
      config: { policy: 'operator', problems: ['sequence.not_found', 'lead.not_found', 'sequence.not_enrolled'] },
      schema: {
        operationId: 'exitContact',
        summary: 'Take a lead out: what has not been handed over to its phone never will',
        params: contactParams,
        response: { 200: successOf(exitedView) },
      },
    },
    async ({ caller, params: { id, leadId } }) => ({
      success: true as const,
      message: 'The lead has left the sequence',
      data: await exitContact(deps, caller, id, leadId),
    }),
  )
}

const asSeen = ({
  leadId,
  phone,
  status,
  currentStep,
  nextMessageAt,
  enrolledAt,
  exitReason,
}: Contact): ContactView => ({
  leadId,
  phone,
  status,
  currentStep,
  nextMessageAt: nextMessageAt?.toISOString() ?? null,
  enrolledAt: enrolledAt.toISOString(),
  exitReason,
})
