/**
 * The codes with which a network refuses a message because of the phone and not of what it says: every other message to
 * this phone from this device would fail like it, so a journey ends there. The others (`invalid_content`, `rejected`)
 * are about the one message.
 */
export const phoneFailures = ['not_on_whatsapp', 'blocked'] as const
export type PhoneFailure = (typeof phoneFailures)[number]

/** Whether a failed message's code says that its phone cannot be reached. */
export const isPhoneFailure = (errorCode: string | null): errorCode is PhoneFailure =>
  (phoneFailures as readonly (string | null)[]).includes(errorCode)
