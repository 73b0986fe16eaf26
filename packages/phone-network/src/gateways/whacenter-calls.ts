import type { NetworkEvent } from '../network-event.js'
import type { Call, Hosted } from './hosted.js'

/** Whacenter tells of incoming messages, and of nothing else. */
export function callsOfWhacenter(_: Hosted, event: NetworkEvent): Call | null {
  if (event.type !== 'incoming') return null
  const { from, text } = event
  return { form: { from: from.slice(1), message: text, pushName: 'Somebody', isGroup: 'false' } }
}
