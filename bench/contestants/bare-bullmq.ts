// Bare BullMQ: as many queues, an ordinary Worker with concurrency 1 for each, jobs that do nothing.
import { Queue, Worker } from 'bullmq'
import { contend } from '../contestant.js'

const { REDIS_URL = '', QUEUES = '1' } = process.env
const connection = { url: REDIS_URL, maxRetriesPerRequest: null }
const names = Array.from({ length: Number(QUEUES) }, (_, n) => `bare-${n}`)
let left = 0
let finished = () => {}

const workers: Worker[] = []
for (let n = 0; n < names.length; n += 100)
  await Promise.all(
    names.slice(n, n + 100).map(async (name) => {
      const worker = new Worker(name, async () => {}, { connection, concurrency: 1, removeOnComplete: { count: 0 } })
      worker.on('completed', () => {
        if (--left === 0) finished()
      })
      workers.push(worker)
      await worker.waitUntilReady()
    }),
  )
const queues = names.map((name) => new Queue(name, { connection }))
await Promise.all(queues.map((queue) => queue.waitUntilReady()))

contend(async (count) => {
  const done = new Promise<void>((resolve) => {
    finished = resolve
  })
  left = count
  const each = Math.ceil(count / queues.length)
  await Promise.all(
    queues.map((queue, n) =>
      queue.addBulk(
        Array.from({ length: Math.min(each, count - n * each) }, (_, place) => ({ name: 'nothing', data: { place } })),
      ),
    ),
  )
  await done
})
