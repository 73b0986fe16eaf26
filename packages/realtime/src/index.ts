export type { Acknowledgement } from './campaign-watch.js'
export { LIVE_PREFIX, rooms } from './channels.js'
export { type Completion, createCompletion } from './completion.js'
export { createLiveEvents } from './live-events.js'
export {
  createProgressPublisher,
  type ProgressPublisher,
  type ProgressSnapshot,
  type SequenceSnapshot,
} from './progress-publisher.js'
export type { SocketCaller } from './session-watch.js'
export { createSocketGateway, type SocketGateway, type SocketGatewayOptions } from './socket-gateway.js'
