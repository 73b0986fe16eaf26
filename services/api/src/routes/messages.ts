import { idParams, listOf, messageQuery, messageView, resolveBody, successOf } from '@siaran/contracts'
import type { ApiDeps, App } from '../app.js'
import { listWorkspaceMessages } from '../messages/list-messages.js'
import { asSeen } from '../messages/message-view.js'
import { readMessage } from '../messages/read-message.js'
import { resolveMessage } from '../messages/resolve-message.js'

const said = {
  sent: 'The message counts as sent',
  failed: 'The message counts as not sent',
  retry: 'The message will be sent again',
} as const

/** Messages of a workspace, whatever they belong to, and what to do about those in doubt. */
export function messageRoutes(app: App, deps: ApiDeps): void {
  const { db } = deps

  app.get(
    '/messages',
    {
      config: { policy: 'viewer', problems: ['campaign.not_found', 'device.not_found'] },
      schema: {
        operationId: 'listMessages',
        summary: 'Messages in one state over all campaigns and sequences, oldest first',
        description:
          'Over all of them failed, skipped, cancelled and unconfirmed; the other states are listed by campaign, with `campaignId`.',
        querystring: messageQuery,
        response: { 200: listOf(messageView) },
      },
    },
    async ({ caller, query }) => {
      const { rows, page } = await listWorkspaceMessages(db, caller, query)
      return { success: true as const, data: rows.map(asSeen), page }
    },
  )

  app.get(
    '/messages/:id',
    {
      config: { policy: 'viewer', problems: ['message.not_found'] },
      schema: {
        operationId: 'getMessage',
        summary: 'What became of one message',
        params: idParams,
        response: { 200: successOf(messageView) },
      },
    },
    async ({ caller, params: { id } }) => ({
      success: true as const,
      data: asSeen(await readMessage(db, caller, id)),
    }),
  )

  app.post(
    '/messages/:id/resolve',
    {
      config: {
        policy: 'operator',
        problems: ['message.not_found', 'message.invalid_transition', 'message.not_retriable'],
      },
      schema: {
        operationId: 'resolveMessage',
        summary: 'Say what became of an unconfirmed message, or send it again',
        description:
          '`sent` and `failed` close it. `retry` sends it again, whether or not the first one arrived: its phone may get it twice. A completed campaign runs again until it has left.',
        params: idParams,
        body: resolveBody,
        response: { 200: successOf(messageView) },
      },
    },
    async ({ caller, params: { id }, body }) => ({
      success: true as const,
      message: said[body.as],
      data: asSeen(await resolveMessage(deps, caller, id, body.as)),
    }),
  )
}
