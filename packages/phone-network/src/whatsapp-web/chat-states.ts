/** What a page has shown in a chat: that its owner types, records, or has stopped to. */
export interface ChatState {
  /** E.164, whom it was shown to. */
  to: string
  state: string
  at: string
}

/** How many are remembered of a device, the newest. */
const REMEMBERED = 1000

export interface ChatStates {
  show(device: string, state: ChatState): void
  /** In order. */
  of(device: string): ChatState[]
}

export function createChatStates(): ChatStates {
  const shown = new Map<string, ChatState[]>()
  return {
    show(device, state) {
      const states = shown.get(device) ?? []
      states.push(state)
      shown.set(device, states.slice(-REMEMBERED))
    },
    of: (device) => shown.get(device) ?? [],
  }
}
