import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { insertDevice, insertWorkspace, openTestStores, type TestStores } from '@siaran/testkit'
import fc from 'fast-check'
import { type Lead, type LeadQuestion, listLeads } from '../src/index.js'

/** As many as the search reads before it asks its index. */
const WALKED = 10_000

let stores: TestStores
let workspaceId: string
/** Of three hundred leads, behind the newest WALKED that say nothing. */
let old: Lead[]

const names = ['Siti', 'ALI', 'Nur Aisyah', 'aminah', '100%', 'a_b', 'back\\slash', '小明', 'José', null]
const niches = ['bakery', 'skincare', null]
const triggers = ['fair', null, null]
const pick = <T>(from: readonly T[], n: number) => from[n % from.length] as T

beforeAll(async () => {
  stores = await openTestStores()
  const { db } = stores
  workspaceId = (await insertWorkspace(db)).id
  const other = (await insertWorkspace(db)).id
  const devices = [(await insertDevice(db, { workspaceId })).id, (await insertDevice(db, { workspaceId })).id, null]
  const data = Array.from({ length: 300 }, (_, n) => ({
    workspaceId,
    deviceId: pick(devices, n),
    phone: `+6012${1_000_000 + n * 37}`,
    firstName: pick(names, n),
    lastName: pick(names, n * 3 + 1),
    email: n % 4 === 0 ? `lead${n}@example.com` : null,
    company: pick(names, n * 5 + 2),
    niche: pick(niches, n >> 1),
    targetStatus: pick(['prospect', 'customer', null], n >> 2),
    trigger: pick(triggers, n >> 3),
  }))
  await db.prisma.lead.createMany({ data })
  await db.prisma.lead.createMany({ data: data.map((lead) => ({ ...lead, workspaceId: other, deviceId: null })) })
  await db.pool.query(
    `insert into leads (workspace_id, phone, first_name)
     select $1, '+6019' || (2000000 + n), 'Zzz' from generate_series(1, $2::int) n`,
    [workspaceId, WALKED],
  )
  old = await db.prisma.lead.findMany({ where: { workspaceId, phone: { startsWith: '+6012' } } })
})
afterAll(() => stores.close())

/** What {@link listLeads} promises, said again as simply as it can be. */
function isAskedFor(lead: Lead, { niche, targetStatus, deviceId, trigger, search }: LeadQuestion): boolean {
  const fields = [lead.firstName, lead.lastName, lead.email, lead.company].map((field) => field?.toLowerCase() ?? '')
  const holds = (word: string) => fields.some((field) => field.includes(word.toLowerCase()))
  return (
    (niche === undefined || lead.niche === niche) &&
    (targetStatus === undefined || lead.targetStatus === targetStatus) &&
    (deviceId === undefined || lead.deviceId === deviceId) &&
    (trigger === undefined || lead.trigger === trigger) &&
    (search === undefined ||
      search.words.every(holds) ||
      (search.digits !== null && lead.phone.includes(search.digits)))
  )
}

async function everyPage(question: LeadQuestion, take: number): Promise<string[]> {
  const seen: string[] = []
  for (let after: string | undefined; ; after = seen.at(-1)) {
    const page = await listLeads(stores.db, question, { take, after })
    seen.push(...page.map(({ id }) => id))
    if (page.length < take) return seen
  }
}

const newestFirst = (leads: Lead[]) =>
  leads
    .map(({ id }) => id)
    .sort()
    .reverse()

const word = fc.oneof(
  fc.constantFrom('siti', 'SITI', 'li', 'aminah', 'nur', '100%', '%', '_', 'a_b', 'k\\s', '小', 'josé', 'lead1', 'x'),
  fc.string({ unit: fc.constantFrom(...'aieslt%_\\@1'), minLength: 1, maxLength: 4 }),
)
const search = fc.record({
  words: fc.array(word, { minLength: 1, maxLength: 3 }),
  digits: fc.option(fc.constantFrom('12100', '121000', '60121000037', '1210111')),
})

describe('leads are found as they are asked for, newest first, each once over all pages', () => {
  const asked = (filters: fc.Arbitrary<Omit<LeadQuestion, 'workspaceId'>>, take: number) =>
    fc.assert(
      fc.asyncProperty(filters, async (more) => {
        const question = { workspaceId, ...more }
        expect(await everyPage(question, take)).toEqual(newestFirst(old.filter((lead) => isAskedFor(lead, question))))
      }),
      { numRuns: 60 },
    )

  test('words and digits that only leads behind the newest ten thousand have', () =>
    asked(fc.record({ search: search }), 40))

  test('filters, with a search and without', () =>
    asked(
      fc
        .record(
          {
            niche: fc.constantFrom('bakery', 'skincare', 'nothing'),
            targetStatus: fc.constantFrom('prospect', 'customer'),
            trigger: fc.constantFrom('fair', 'nothing'),
            search,
          },
          { requiredKeys: [] },
        )
        // The newest ten thousand have no filter's value.
        .filter((question) => Object.keys(question).some((key) => key !== 'search')),
      25,
    ))

  test('a device', async () => {
    const { deviceId } = old.find((lead) => lead.deviceId !== null)!
    const question = { workspaceId, deviceId: deviceId! }
    expect(await everyPage(question, 30)).toEqual(newestFirst(old.filter((lead) => isAskedFor(lead, question))))
  })
})

test('a word that all leads have fills each page from the newest ones', async () => {
  const question = { workspaceId, search: { words: ['zz'], digits: null } }
  const [first, second] = [
    await listLeads(stores.db, question, { take: 50, after: undefined }),
    await listLeads(stores.db, { workspaceId }, { take: 50, after: undefined }),
  ]
  expect(first.map(({ id }) => id)).toEqual(second.map(({ id }) => id))
})
