import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Happening, happening, happenings } from './commands.js'
import { type Lane, openLane, type Scene } from './lane.js'
import { virtualizeTime } from './virtual-time.js'
import { tally } from './witness.js'
import { World } from './world.js'

const HISTORIES = Number(process.env.SIARAN_HISTORIES ?? 2_000)
const SEED = Number(process.env.SIARAN_SEED ?? Math.floor(Math.random() * 2 ** 31))
/** Each has a database: while one waits for Postgres the other goes on. */
const LANES = 4

const lanes: Lane[] = []
let backToReality: () => void

beforeAll(async () => {
  for (let n = 0; n < LANES; n++) lanes.push(await openLane())
  backToReality = virtualizeTime()
})
afterAll(async () => {
  backToReality()
  for (const lane of lanes) await lane.close()
})

async function play(lane: Lane, scene: Scene, history: Iterable<Happening>): Promise<void> {
  const world = await World.open(lane, scene)
  await fc.asyncModelRun(() => ({ model: world, real: world }), history)
  await world.drain()
}

const scenes = fc.record({
  messages: fc.integer({ min: 3, max: 6 }),
  expires: fc.boolean(),
  isDispatched: fc.boolean(),
})

test('whatever happens in whatever order, what always holds holds', async () => {
  process.stderr.write(`histories: SIARAN_SEED=${SEED} SIARAN_HISTORIES=${HISTORIES}\n`)
  let brokenIn: number | null = null
  const ends = await Promise.allSettled(
    lanes.map((lane, n) =>
      fc.assert(
        fc.asyncProperty(scenes, happenings, async (scene, history) => {
          if (brokenIn !== null && brokenIn !== n) return // the other lane's is being shrunk
          try {
            await play(lane, scene, history)
          } catch (err) {
            brokenIn = n
            throw err
          }
        }),
        { seed: SEED + n, numRuns: Math.ceil(HISTORIES / LANES) },
      ),
    ),
  )
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  process.stderr.write(`histories: ${JSON.stringify(tally)}\n`)
  expect(tally.histories).toBeGreaterThanOrEqual(HISTORIES)
}, 900_000)

test('9: every instant of the schema is a timestamptz', async () => {
  const { rows } = await lanes[0]!.db.pool.query<{ column: string; type: string }>(`
    select table_name || '.' || column_name as column, data_type as type from information_schema.columns
    where table_schema = 'public' and table_name <> '_prisma_migrations'
      and (data_type ~ '^(timestamp|date|time)' or column_name ~ '_(at|until|from)$')`)
  expect(rows.length).toBeGreaterThan(40)
  expect(rows.filter(({ type }) => type !== 'timestamp with time zone')).toEqual([])
})

/** Each was found, or is what random ones seldom come to; its name says what must not go wrong in it. */
test.each<[string, Happening[]]>([
  [
    'a device that leaves while its session says that it is online',
    [
      happening('dispatch', 0, 0),
      happening('go', 0, 2),
      happening('pass', 0, 8),
      happening('go', 3, 5),
      happening('stop', 1, 0),
      happening('go', 0, 0),
    ],
  ],
  [
    'a phone that opts out between the claim and its answer',
    [
      happening('dispatch', 0, 0),
      happening('go', 0, 2),
      happening('half', 0, 0),
      happening('suppress', 0, 1),
      happening('go', 2, 0),
      happening('go', 0, 0),
      happening('go', 0, 0),
      happening('go', 0, 0),
    ],
  ],
  [
    'a device that goes to another sender after a claim whose answer took its time',
    [
      happening('dispatch', 0, 0),
      happening('pass', 0, 3),
      happening('go', 0, 2),
      happening('half', 0, 0),
      happening('pass', 0, 1),
      happening('go', 0, 0),
      happening('go', 0, 1),
      happening('stop', 0, 0),
      happening('go', 0, 0),
      happening('pass', 0, 0),
      happening('go', 0, 1),
      happening('pass', 0, 0),
      happening('go', 0, 1),
    ],
  ],
  [
    'a settlement that is repeated, its answer lost, when another sender has the message by now',
    [
      happening('dispatch', 0, 0),
      happening('go', 0, 2),
      happening('go', 0, 0),
      happening('half', 0, 5),
      happening('go', 0, 0),
      happening('lose', 0, 0),
      happening('pass', 0, 3),
      happening('pass', 0, 8),
      happening('go', 1, 0),
      happening('go', 1, 0),
      happening('go', 1, 0),
      happening('go', 1, 0),
      happening('go', 1, 0),
      happening('dispatch', 0, 0),
      happening('go', 0, 2),
      happening('go', 1, 0),
      happening('go', 0, 0),
    ],
  ],
  [
    'a dispatcher that sleeps between its halves until another has its messages',
    [
      happening('dispatch', 0, 0),
      happening('go', 0, 1),
      happening('pass', 0, 9),
      happening('repair', 0, 0),
      happening('go', 1, 1),
      happening('go', 1, 1),
      happening('dispatch', 1, 0),
      happening('go', 1, 1),
      happening('go', 0, 0),
    ],
  ],
])('%s', async (_, history) => {
  await play(lanes[0]!, { messages: 4, expires: false, isDispatched: false }, history)
})
