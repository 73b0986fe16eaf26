/** Devices a turn: with full windows 2,000 messages, about 100 ms in which a pause of their campaign has to wait. */
export const DEVICES_A_TURN = 20

/**
 * Devices a search, which looks at the whole fleet and is the dearest part of a dispatch: 25 turns, about a second, by which a
 * device that runs empty meanwhile waits for its next slots.
 */
export const DEVICES_A_SEARCH = 500

/** How far ahead slots are given. Far enough to outlast a restart of the workers, near enough for a quick pause. */
export const SECONDS_AHEAD = 30

/** Most messages of one device that have a slot at once, unless the worker is told otherwise. */
export const DEVICE_WINDOW = 100

/**
 * How many messages a campaign has on a device between its slot and its settlement: what it can send in
 * {@link SECONDS_AHEAD}, at least 2, at most the window. It gets more when half of them are used up. The claims in SQL say the
 * same, and a test holds them to it.
 */
export const wantedAhead = (messagesPerMinute: number, window: number): number =>
  Math.min(window, Math.max(2, Math.ceil((messagesPerMinute * SECONDS_AHEAD) / 60)))
