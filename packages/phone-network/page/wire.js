const FIRST_RETRY_MS = 100
const LONGEST_RETRY_MS = 5000

/**
 * The page's socket to the phone network; it comes back by itself. `hello` is said on every connection, `hear` is called
 * with every frame that is not the answer to a question.
 */
export function connectWire({ hello, hear, lost }) {
  const questions = new Map()
  let asked = 0
  let socket = null
  let isOnline = false
  let waiting = []
  let retryMs = FIRST_RETRY_MS
  let isClosed = false

  const send = (frame) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
  }
  const connect = () => {
    socket = new WebSocket(`wss://${location.host}/ws/chat`)
    socket.onopen = () => send({ op: 'hello', ...hello() })
    socket.onmessage = ({ data }) => {
      retryMs = FIRST_RETRY_MS
      const frame = JSON.parse(data)
      if (frame.op === 'answer') answer(frame)
      else Promise.resolve(hear(frame)).catch(reportError)
    }
    socket.onclose = () => {
      isOnline = false
      if (isClosed) return
      lost()
      setTimeout(connect, retryMs)
      retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS)
    }
  }
  const answer = ({ question, result, error }) => {
    const { resolve, reject } = questions.get(question) ?? {}
    questions.delete(question)
    if (error === undefined) resolve?.(result)
    else reject?.(new Error(error))
  }

  return {
    connect,
    send,
    /** Resolves with the network's answer, if ever one comes. What is asked while the socket is down waits for it. */
    ask(frame) {
      asked += 1
      const question = asked
      const answered = new Promise((resolve, reject) => questions.set(question, { resolve, reject }))
      const ready = isOnline ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))
      void ready.then(() => send({ ...frame, question }))
      return answered
    },
    /** The network knows this device: what waited is sent. */
    online() {
      isOnline = true
      for (const resume of waiting) resume()
      waiting = []
    },
    /** As `ask`, also before the device is linked. */
    askUnlinked(frame) {
      asked += 1
      const question = asked
      const answered = new Promise((resolve, reject) => questions.set(question, { resolve, reject }))
      send({ ...frame, question })
      return answered
    },
    reconnect: () => socket.close(),
    /** For good: the page is about to go. */
    close() {
      isClosed = true
    },
  }
}
