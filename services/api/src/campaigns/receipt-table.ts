import { leftOutReasons } from '@siaran/contracts'
import {
  type Database,
  inWorkspace,
  type LeftOut,
  listLeftOut,
  listRecordedMessages,
  type RecordedMessage,
} from '@siaran/db'
import type { Caller } from '../caller.js'
import { csvLine } from '../csv-line.js'
import type { Keyset } from '../page.js'
import { readCampaign } from './read-campaign.js'

const PAGE_ROWS = 500

const HEADER = [
  'kind',
  'phone',
  'leadId',
  'messageId',
  'deviceId',
  'status',
  'at',
  'actor',
  'errorCode',
  'errorMessage',
]

/**
 * A campaign's receipt as CSV: who was left out of its audience, then every transition of every message. Page by page, as
 * they are taken: at most 500 messages in memory. Throws, so that the download breaks off, when the campaign is deleted
 * meanwhile. Says itself in which workspace it asks, as it is driven by the connection and no longer by the request.
 */
export async function* receiptTable(db: Database, caller: Caller, campaignId: string): AsyncGenerator<string> {
  const ask = <Result>(work: () => PromiseLike<Result>) => inWorkspace(caller.workspaceId, work)
  yield csvLine(HEADER)
  for await (const page of pages((keyset) => ask(() => listLeftOut(db, campaignId, keyset)))) yield leftOutLines(page)
  for await (const page of pages((keyset) => ask(() => listRecordedMessages(db, campaignId, keyset))))
    yield transitionLines(page)
  await ask(() => readCampaign(db, caller, campaignId))
}

async function* pages<Row extends { id: string }>(read: (keyset: Keyset) => Promise<Row[]>): AsyncGenerator<Row[]> {
  for (let after: string | undefined; ; ) {
    const page = await read({ take: PAGE_ROWS, after })
    if (page.length > 0) yield page
    if (page.length < PAGE_ROWS) return
    after = page.at(-1)!.id
  }
}

const leftOutLines = (page: LeftOut[]) =>
  page
    .map(({ phone, leadId, messageId, deviceId, at, reason }) =>
      csvLine([
        'left_out',
        digits(phone),
        leadId ?? '',
        messageId ?? '',
        deviceId ?? '',
        '',
        at.toISOString(),
        '',
        reason,
        leftOutReasons[reason],
      ]),
    )
    .join('')

const transitionLines = (page: RecordedMessage[]) =>
  page
    .flatMap(({ id, phone, leadId, deviceId, transitions }) =>
      transitions.map(({ status, at, actor, errorCode, errorMessage }) =>
        csvLine([
          'transition',
          digits(phone),
          leadId ?? '',
          id,
          deviceId,
          status,
          at.toISOString(),
          actor,
          errorCode ?? '',
          errorMessage ?? '',
        ]),
      ),
    )
    .join('')

/** A phone that begins with + is a formula to a spreadsheet. */
const digits = (phone: string) => phone.replace('+', '')
