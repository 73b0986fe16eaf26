import { type LiveEvent, type LiveEventName, watchCampaign } from '@siaran/contracts'
import type { Logger } from 'pino'
import type { Server, Socket } from 'socket.io'
import { rooms } from './channels.js'
import type { SocketCaller } from './session-watch.js'

export type Acknowledgement = { ok: true } | { ok: false; message: string }
type Ask = (payload: unknown, acknowledge?: (answer: Acknowledgement) => void) => void

type ClientEvents = { 'campaign:watch': Ask; 'campaign:unwatch': Ask }
type ServerEvents = { [Name in LiveEventName]: (payload: LiveEvent<Name>) => void }
type NoEvents = Record<string, never>
type SocketData = { caller: SocketCaller; token: string }
export type LiveServer = Server<ClientEvents, ServerEvents, NoEvents, SocketData>
export type LiveSocket = Socket<ClientEvents, ServerEvents, NoEvents, SocketData>

export interface CampaignWatch {
  canWatch(workspaceId: string, campaignId: string): Promise<boolean>
  /** Where the campaign stands now; null when it is gone. */
  snapshot(workspaceId: string, campaignId: string): Promise<LiveEvent<'campaign:progress'> | null>
}

/** A screen shows a few campaigns; more is a mistake, or somebody trying ids. */
const MOST_WATCHED = 100

/**
 * Lets a socket watch campaigns of its own workspace: `campaign:watch { campaignId }` joins, acknowledges, and sends
 * where the campaign stands, so that the watcher need not wait for the next event; `campaign:unwatch` leaves.
 */
export function serveCampaignWatch(socket: LiveSocket, { canWatch, snapshot }: CampaignWatch, log: Logger): void {
  const { workspaceId } = socket.data.caller
  const watched = new Set<string>()

  const watch = async (payload: unknown): Promise<Acknowledgement> => {
    const asked = watchCampaign.safeParse(payload)
    if (!asked.success) return refused('campaignId must be the id of a campaign')
    const { campaignId } = asked.data
    if (watched.size >= MOST_WATCHED && !watched.has(campaignId))
      return refused(`One socket can watch ${MOST_WATCHED} campaigns at most`)
    if (!(await canWatch(workspaceId, campaignId))) return refused('There is no such campaign')
    watched.add(campaignId)
    await socket.join(rooms.campaign(campaignId))
    return { ok: true }
  }

  const tellWhereItStands = async (campaignId: string) => {
    const now = await snapshot(workspaceId, campaignId)
    if (now !== null) socket.emit('campaign:progress', now)
  }

  socket.on('campaign:watch', async (payload, acknowledge) => {
    try {
      const answer = await watch(payload)
      reply(acknowledge, answer)
      if (answer.ok) await tellWhereItStands((payload as { campaignId: string }).campaignId)
    } catch (err) {
      log.error({ err, workspaceId }, 'a campaign could not be watched')
      reply(acknowledge, refused('The campaign could not be read; try again'))
    }
  })

  socket.on('campaign:unwatch', async (payload, acknowledge) => {
    const asked = watchCampaign.safeParse(payload)
    if (!asked.success) return reply(acknowledge, refused('campaignId must be the id of a campaign'))
    watched.delete(asked.data.campaignId)
    await socket.leave(rooms.campaign(asked.data.campaignId))
    reply(acknowledge, { ok: true })
  })
}

const refused = (message: string): Acknowledgement => ({ ok: false, message })

/** What a client sends in an acknowledgement's place is the client's choice. */
const reply = (acknowledge: unknown, answer: Acknowledgement) => {
  if (typeof acknowledge === 'function') acknowledge(answer)
}
