// A wall clock that is set while the process works: `node --import …/clock-shift.mjs main.js`. Date, and nothing else, is
// moved by the milliseconds in the file that SIARAN_CLOCK_SHIFT_FILE names, whatever they are at the moment; timers and
// performance.now() go on as they do when somebody sets a real machine's clock.
import { readFileSync } from 'node:fs'

const LOOK_EVERY_MS = 100
const file = process.env.SIARAN_CLOCK_SHIFT_FILE
const RealDate = Date
let shiftMs = 0

const look = () => {
  try {
    const read = Number(readFileSync(file, 'utf8'))
    if (Number.isFinite(read)) shiftMs = read
  } catch {
    // Not there, or just being written.
  }
}

const now = () => RealDate.now() + shiftMs

if (file !== undefined) {
  look()
  setInterval(look, LOOK_EVERY_MS).unref()
  globalThis.Date = new Proxy(RealDate, {
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
    construct: (target, args, as) => Reflect.construct(target, args.length === 0 ? [now()] : args, as),
    apply: (target) => new target(now()).toString(),
  })
}
