/** The row to which a device's session is sealed: not the device's own, so that it cannot be put in the place of its credentials. */
export const sessionRow = (deviceId: string): string => `device-session ${deviceId}`
