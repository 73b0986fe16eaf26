// Stands for a service: ready at once, ends on SIGTERM or with its parent. FAKE_SERVICE makes it misbehave.
import { writeFileSync } from 'node:fs'

const behaviour = process.env.FAKE_SERVICE
const note = (name, text) => writeFileSync(`${process.env.FAKE_FOLDER}/${process.env.FAKE_NAME}.${name}`, text)

if (behaviour === 'fails') {
  console.error('The configuration cannot be used: PIGEONS is missing')
  process.exit(1)
}
note('pid', String(process.pid))
note('environment', JSON.stringify(process.env))
setInterval(() => {}, 1_000)
if (behaviour === 'deaf') {
  for (const event of ['SIGTERM', 'disconnect']) process.on(event, () => {})
} else {
  for (const event of ['SIGTERM', 'disconnect']) {
    process.on(event, () => {
      note('ended', event)
      process.exit(0)
    })
  }
}
console.log(JSON.stringify({ level: 40, msg: 'a pigeon is late', err: { message: 'fog' } }))
process.send({ type: 'ready' })
