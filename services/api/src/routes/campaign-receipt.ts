import { Readable } from 'node:stream'
import {
  idParams,
  leftOutView as leftOutShape,
  listOf,
  pageQuery,
  receiptAnswer,
  receiptQuery,
} from '@siaran/contracts'
import { listLeftOut, listRecordedMessages, readReceiptSum } from '@siaran/db'
import { z } from 'zod'
import type { ApiDeps, App } from '../app.js'
import { readCampaign } from '../campaigns/read-campaign.js'
import { receiptTable } from '../campaigns/receipt-table.js'
import { leftOutView, receiptCampaign, receiptMessage } from '../campaigns/receipt-view.js'
import { readPage } from '../page.js'

/** The account of a campaign for somebody who doubts it. */
export function campaignReceiptRoutes(app: App, { db }: ApiDeps): void {
  const readLeftOut = (campaignId: string, query: z.infer<typeof pageQuery>) =>
    readPage(query, (keyset) => listLeftOut(db, campaignId, keyset))

  app.get(
    '/campaigns/:id/receipt',
    {
      config: { policy: 'viewer', problems: ['campaign.not_found'] },
      schema: {
        operationId: 'getCampaignReceipt',
        summary: 'The audience as it was frozen, who was left out, every transition of every message, and the sum',
        params: idParams,
        querystring: receiptQuery,
        response: {
          200: {
            description: 'A page of messages, the first one with the sum; or all of it as a table with ?format=csv',
            content: { 'application/json': { schema: receiptAnswer }, 'text/csv': { schema: table } },
          },
        },
      },
    },
    async ({ caller, params: { id }, query }, reply) => {
      const campaign = await readCampaign(db, caller, id)
      if (query.format === 'csv')
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="campaign-${id}-receipt.csv"`)
          .send(Readable.from(receiptTable(db, caller, id), { objectMode: false }))
      const isFirst = query.cursor === undefined
      const [{ rows, page }, sum, leftOut] = await Promise.all([
        readPage(query, (keyset) => listRecordedMessages(db, id, keyset)),
        isFirst ? readReceiptSum(db, id) : null,
        isFirst ? readLeftOut(id, query) : null,
      ])
      return reply.send({
        success: true,
        data: {
          campaign: receiptCampaign(campaign),
          frozenAt: campaign.expandedAt?.toISOString() ?? null,
          sum,
          leftOut: leftOut && { rows: leftOut.rows.map(leftOutView), nextCursor: leftOut.page.nextCursor },
          messages: rows.map(receiptMessage),
        },
        page,
      })
    },
  )

  app.get(
    '/campaigns/:id/receipt/left-out',
    {
      config: { policy: 'viewer', problems: ['campaign.not_found'] },
      schema: {
        operationId: 'listCampaignLeftOut',
        summary: 'Who was left out of the audience, and why, oldest first',
        params: idParams,
        querystring: pageQuery,
        response: { 200: listOf(leftOutShape) },
      },
    },
    async ({ caller, params: { id }, query }) => {
      await readCampaign(db, caller, id)
      const { rows, page } = await readLeftOut(id, query)
      return { success: true as const, data: rows.map(leftOutView), page }
    },
  )
}

const table = z.instanceof(Readable).meta({
  type: 'string',
  examples: [
    'kind,phone,leadId,messageId,deviceId,status,at,actor,errorCode,errorMessage\r\ntransition,60123456789,01a20459-77ab-7d02-b6e1-2c4d8f0a3b04,01a2045e-91d0-7e84-8d3b-5a7c9e1f2d07,01a20458-3b10-7c55-a2d4-8e6f1a9b7c03,sent,2026-12-01T01:00:02.011Z,device-sender sender-1-4c1f0c9e,,\r\n',
  ],
})
