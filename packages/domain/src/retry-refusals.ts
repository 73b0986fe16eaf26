import { type CampaignStatus, refusalOf } from './campaign-states.js'
import { sequenceStatusOf } from './sequence-states.js'

/** What may stand in the way of sending a message in doubt again. */
export interface RetryObstacles {
  campaignStatus: CampaignStatus
  isSequence: boolean
  /** The campaign's time is over. */
  isExpired: boolean
  isJourneyLeft: boolean
  isStepRemoved: boolean
  isLeadDeleted: boolean
  isDeviceRemoved: boolean
  isSuppressed: boolean
}

/**
 * Why a message in doubt cannot be sent again, as a sentence for a person; null when it can. What the road would end anyway
 * is refused here: the message stays in doubt, which is what is true of it.
 */
export function retryRefusalOf(message: RetryObstacles): string | null {
  const ofCampaign = refusalOf('retry', message.campaignStatus)
  if (ofCampaign !== null && message.isSequence)
    return `The sequence is ${sequenceStatusOf(message.campaignStatus)}: nothing of it can be sent again`
  if (ofCampaign !== null) return ofCampaign
  if (message.isExpired) return 'The campaign has expired: nothing of it can be sent again'
  if (message.isJourneyLeft) return 'The lead has left the sequence'
  if (message.isStepRemoved) return 'The step was taken out of the sequence'
  if (message.isLeadDeleted) return 'The lead was deleted'
  if (message.isDeviceRemoved) return 'The device was removed'
  if (message.isSuppressed) return 'The phone is on the list of those that are never messaged'
  return null
}
