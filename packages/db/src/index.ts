export {
  type AudienceFilter,
  type AudienceOwner,
  countLeads,
  readAudienceFilter,
  readAudienceStanding,
  readFirstLead,
  startedFilterOf,
} from './audience.js'
export * from './campaign-life.js'
export * from './campaign-view.js'
export { type Database, openDatabase, type Runner, retrying } from './database.js'
export * from './device-life.js'
export * from './device-sessions.js'
export * from './devices-at-work.js'
export * from './dispatch.js'
export * from './enrolments.js'
export * from './expansion.js'
export * from './generated/client.js'
export * from './hook-words.js'
export * from './idempotency.js'
export * from './lead-import.js'
export * from './lead-list.js'
export * from './lead-removal.js'
export * from './leases.js'
export * from './logins.js'
export * from './message-list.js'
export * from './migrate.js'
export type { Movements } from './movements.js'
export * from './progress.js'
export * from './receipt.js'
export * from './refusal.js'
export * from './repair.js'
export * from './resolve-message.js'
export * from './sending.js'
export * from './sequence-edits.js'
export * from './sequence-life.js'
export * from './sequence-view.js'
export * from './store-clock.js'
export * from './suppressions.js'
export * from './system-figures.js'
export { asSystem, enterWorkspace, inWorkspace } from './workspace-scope.js'
