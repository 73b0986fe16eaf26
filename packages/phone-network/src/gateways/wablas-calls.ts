import type { NetworkEvent } from '../network-event.js'
import { newMessageId } from '../phone-life.js'
import type { Call, Hosted } from './hosted.js'

const statuses = { sent: 'sent', delivered: 'delivered', read: 'read', failed: 'rejected' } as const

/** What Wablas tells of a device: tracking, incoming messages, and whether its phone is connected. */
export function callsOfWablas({ device }: Hosted, event: NetworkEvent): Call | null {
  const about = { deviceId: device.id, sender: '60100000000' }
  switch (event.type) {
    case 'ack': {
      const note = event.level === 'failed' ? event.reason : ''
      // The phone is not needed to know the message by; the id is.
      return { json: { id: event.messageId, phone: '', status: statuses[event.level], note, ...about } }
    }
    case 'incoming':
      return {
        json: {
          id: newMessageId(),
          pushName: 'Somebody',
          isGroup: false,
          group: { group_id: '', sender: '', subject: '' },
          message: event.text,
          phone: event.from.slice(1),
          messageType: 'text',
          file: '',
          url: '',
          mimeType: '',
          isFromMe: false,
          timestamp: event.at,
          ...about,
        },
      }
    default:
      return {
        json: {
          deviceName: device.id,
          status: event.type === 'restored' ? 'connected' : 'disconnected',
          note: event.type,
          timestamp: event.at,
          ...about,
        },
      }
  }
}
