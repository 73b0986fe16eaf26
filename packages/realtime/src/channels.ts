/**
 * Every name that live events use in Redis, and every socket room. Nothing is stored under them: they are pub/sub
 * channels alone, so a Redis that is emptied loses nothing here.
 *
 *     siaran:live#/#                 an event for sockets, from any process            (socket.io's adapter protocol)
 *     siaran:live#/#<room>#          the same, for one room
 *     siaran:live-request#/#         a request to every API: disconnect the sockets of a session
 *     siaran:live-response#/#…       answers to requests
 *
 * No hash tag: pub/sub reaches every node of a cluster whatever the slot.
 */
export const LIVE_PREFIX = 'siaran:live'

export const rooms = {
  /** Everyone of a workspace; joined by every socket. */
  workspace: (id: string) => `workspace:${id}`,
  /** Those who watch a campaign. */
  campaign: (id: string) => `campaign:${id}`,
  /** The sockets that were opened with one token, so that its end can find them on any node. */
  session: (id: string) => `session:${id}`,
} as const
