export const deviceStatuses = [
  'disconnected',
  'connecting',
  'qr',
  'online',
  'logged_out',
  'restricted',
  'passkey_required',
  'failed',
] as const
export type DeviceStatus = (typeof deviceStatuses)[number]

export const transportNames = ['whatsapp_web', 'wablas', 'whacenter', 'simulator'] as const
export type TransportName = (typeof transportNames)[number]

/** Whose devices can be linked by a code that is entered on the phone. */
export const transportsLinkedByCode: readonly TransportName[] = ['whatsapp_web']

/**
 * States in which a device counts as there when a campaign starts: what is about to be online is worth waiting for,
 * and a service that has just come back must not fail the campaigns that came due while it was away.
 */
export const presentDeviceStatuses = ['online', 'connecting'] as const satisfies DeviceStatus[]
