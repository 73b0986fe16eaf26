import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import {
  claimDueCampaigns,
  expandCampaignPage,
  pauseCampaign,
  readAudienceStanding,
  readCampaignFigures,
} from '@siaran/db'
import { insertLead, insertWorkspace, nextPhone } from '@siaran/testkit'
import { falseCounters, openScene, type Scene } from './scene.js'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
beforeEach(() => scene.empty())

const leads = (count: number, fields: object = {}) =>
  Promise.all(Array.from({ length: count }, () => insertLead(scene.db, { workspaceId: scene.workspaceId, ...fields })))
/** Whom a campaign wrote to, and from which device. */
const made = async (campaignId: string) =>
  (await scene.db.prisma.message.findMany({ where: { campaignId }, orderBy: { id: 'asc' } })).map(
    ({ leadId, deviceId, recipientPhone }) => ({ leadId, deviceId, phone: recipientPhone }),
  )
async function expand(campaignId: string, page = 100) {
  const pages = []
  for (;;) {
    const one = await expandCampaignPage(scene.db, campaignId, page)
    if (one === null) return pages
    pages.push(one)
    if (one.finished) return pages
  }
}
const phonesOf = (rows: { phone: string }[]) => rows.map(({ phone }) => phone).sort()

describe('page by page', () => {
  test('a worker that dies between two pages loses nothing: the next one goes on behind the last page', async () => {
    const { id: deviceId } = await scene.device()
    const everyone = await leads(25, { deviceId })
    const { id } = await scene.campaign()
    const first = await expandCampaignPage(scene.db, id, 10)
    expect(first).toEqual({ leads: 10, messages: 10, unplaced: 0, finished: false })
    // The worker is gone; another one is given the job.
    const rest = await expand(id, 10)
    expect(rest.map((page) => page.messages)).toEqual([10, 5])
    expect(phonesOf(await made(id))).toEqual(phonesOf(everyone))
    expect(await falseCounters(scene.db)).toEqual([])
  })

  test('two workers at once take turns: each page is made once', async () => {
    const { id: deviceId } = await scene.device()
    const everyone = await leads(60, { deviceId })
    const { id } = await scene.campaign()
    const pages = (await Promise.all([1, 2, 3].map(() => expand(id, 7)))).flat()
    expect(phonesOf(await made(id))).toEqual(phonesOf(everyone))
    expect(pages.reduce((sum, page) => sum + page.leads, 0)).toBe(60)
    expect((await readCampaignFigures(scene.db, [id]))[0]!.totalRecipients).toBe(60)
  })

  test('an audience that fills its pages exactly ends all the same', async () => {
    const { id: deviceId } = await scene.device()
    await leads(20, { deviceId })
    const { id } = await scene.campaign()
    expect((await expand(id, 10)).map((page) => page.finished)).toEqual([false, false, true])
    expect(await expandCampaignPage(scene.db, id, 10)).toBeNull()
  })

  test('a paused campaign makes no page; resumed, it goes on where it was', async () => {
    const { id: deviceId } = await scene.device()
    await leads(15, { deviceId })
    const { id } = await scene.campaign()
    await expandCampaignPage(scene.db, id, 10)
    await pauseCampaign(scene.db, { id, workspaceId: scene.workspaceId })
    expect(await expandCampaignPage(scene.db, id, 10)).toBeNull()
    await scene.db.prisma.campaign.update({ where: { id }, data: { status: 'running' } })
    await expand(id, 10)
    expect(await made(id)).toHaveLength(15)
  })
})

describe('who sends to whom', () => {
  test('each lead’s own device', async () => {
    const [one, two] = [await scene.device(), await scene.device()]
    const [a] = await leads(1, { deviceId: one.id })
    const [b] = await leads(1, { deviceId: two.id })
    const { id } = await scene.campaign()
    await expand(id)
    expect((await made(id)).map(({ leadId, deviceId }) => [leadId, deviceId]).sort()).toEqual(
      [
        [a!.id, one.id],
        [b!.id, two.id],
      ].sort(),
    )
  })

  test('the campaign’s one device, whosever the leads are; a phone that stands on two devices is written to once', async () => {
    const [one, two, account] = [await scene.device(), await scene.device(), await scene.device()]
    const phone = nextPhone()
    await leads(1, { deviceId: one.id, phone })
    await leads(1, { deviceId: two.id, phone })
    const [homeless] = await leads(1)
    const { id } = await scene.campaign({ accountId: account.id })
    await expand(id)
    const messages = await made(id)
    expect(messages.map(({ deviceId }) => deviceId)).toEqual([account.id, account.id])
    expect(phonesOf(messages)).toEqual([phone, homeless!.phone].sort())
    const unchanged = await scene.db.prisma.lead.findUniqueOrThrow({ where: { id: homeless!.id } })
    expect(unchanged.deviceId).toBeNull()
  })

  test('a lead without a device gets a present one, evenly, and keeps it', async () => {
    const present = [await scene.device(), await scene.device({ status: 'connecting' })]
    await scene.device({ status: 'disconnected' })
    await scene.device({ wanted: false })
    await leads(10)
    const { id } = await scene.campaign()
    await expand(id)
    const counts = await scene.db.prisma.campaignDevice.findMany({ where: { campaignId: id } })
    expect(counts.map(({ deviceId, pending }) => [deviceId, pending]).sort()).toEqual(
      present.map((device) => [device.id, 5]).sort(),
    )
    const kept = await scene.db.prisma.lead.findMany()
    const messages = await made(id)
    expect(kept.map((lead) => [lead.id, lead.deviceId]).sort()).toEqual(
      messages.map((message) => [message.leadId, message.deviceId]).sort(),
    )
  })

  test('a lead without a device whose phone another device knows goes to that one, once', async () => {
    await scene.device()
    const known = await scene.device()
    const phone = nextPhone()
    const [homeless] = await leads(1, { phone })
    await leads(1, { phone, deviceId: known.id })
    const { id } = await scene.campaign()
    await expand(id)
    expect((await made(id)).map((message) => [message.phone, message.deviceId])).toEqual([[phone, known.id]])
    const still = await scene.db.prisma.lead.findUniqueOrThrow({ where: { id: homeless!.id } })
    expect(still.deviceId).toBeNull()
  })

  test('no device at all: the leads are counted as unplaced', async () => {
    await leads(3)
    const { id } = await scene.campaign()
    expect((await expandCampaignPage(scene.db, id, 100))!.unplaced).toBe(3)
  })

  test('the database refuses a second message of a campaign to a phone by a device', async () => {
    const [{ id: deviceId }, { id: campaignId }] = [await scene.device(), await scene.campaign()]
    const recipientPhone = nextPhone()
    await scene.message({ campaignId, deviceId, recipientPhone })
    await expect(scene.message({ campaignId, deviceId, recipientPhone })).rejects.toMatchObject({ code: 'P2002' })
  })
})

describe('the audience', () => {
  test('a lead that comes after the start does not join', async () => {
    const { id: deviceId } = await scene.device()
    const [before] = await leads(1, { deviceId, createdAt: new Date(Date.now() - 60_000) })
    await leads(1, { deviceId, createdAt: new Date(Date.now() + 60_000) })
    const { id } = await scene.campaign()
    await expand(id)
    expect((await made(id)).map(({ leadId }) => leadId)).toEqual([before!.id])
  })

  test('a niche, with or without a target status', async () => {
    const { id: deviceId } = await scene.device()
    const [prospect] = await leads(1, { deviceId, niche: 'kedai', targetStatus: 'prospect' })
    const [customer] = await leads(1, { deviceId, niche: 'kedai', targetStatus: 'customer' })
    await leads(1, { deviceId, niche: 'klinik', targetStatus: 'customer' })
    await leads(1, { deviceId })
    const written = async (audienceConfig: object) => {
      const { id } = await scene.campaign({ audienceType: 'niche', audienceConfig: audienceConfig as never })
      await expand(id)
      return (await made(id)).map(({ leadId }) => leadId).sort()
    }
    expect(await written({ niche: 'kedai' })).toEqual([prospect!.id, customer!.id].sort())
    expect(await written({ niche: 'kedai', targetStatus: 'customer' })).toEqual([customer!.id])
  })

  describe('a segment', () => {
    /** A campaign to a segment, started as the scheduler does it. */
    const started = async (filter: object) => {
      const { id: segmentId } = await scene.db.prisma.segment.create({
        data: { workspaceId: scene.workspaceId, name: `Segment ${nextPhone()}`, filter: filter as never },
      })
      const audience = { audienceType: 'segment', audienceConfig: { segmentId } }
      const { id } = await scene.campaign({ ...audience, status: 'scheduled', startedAt: null })
      await claimDueCampaigns(scene.db)
      return { id, segmentId }
    }
    const reached = async (id: string) => {
      await expand(id, 2)
      return (await made(id)).map(({ leadId }) => leadId).sort()
    }

    test('everything that its filter names has to hold; an empty one is everybody', async () => {
      const [one, two] = [await scene.device(), await scene.device()]
      const attributes = { city: 'Ipoh', visits: 3, member: true }
      const whole = { niche: 'kedai', targetStatus: 'customer', trigger: 'fair', attributes }
      const [match] = await leads(1, { deviceId: one.id, ...whole })
      const others = await Promise.all(
        [
          { niche: 'klinik' },
          { targetStatus: 'prospect' },
          { trigger: null },
          { deviceId: two.id },
          { attributes: { ...attributes, visits: 4 } },
          { attributes: { ...attributes, visits: '3' } },
          { attributes: { city: 'Ipoh' } },
        ].map(async (fields) => (await leads(1, { deviceId: one.id, ...whole, ...fields }))[0]!.id),
      )
      const everybody = [match!.id, ...others].sort()
      const reach = async (filter: object) => reached((await started(filter)).id)
      expect(await reach({ ...whole, deviceIds: [one.id] })).toEqual([match!.id])
      expect(await reach({})).toEqual(everybody)
      expect(await reach({ deviceIds: [one.id, two.id] })).toEqual(everybody)
      expect(await reach({ deviceIds: [two.id] })).toEqual([others[3]])
      expect(await reach({ trigger: 'fair', niche: 'klinik' })).toEqual([others[0]])
      expect(await reach({ attributes: { visits: '3' } })).toEqual([others[5]])
    })

    test('edited or deleted in the middle, it is what it was when the campaign started', async () => {
      const { id: deviceId } = await scene.device()
      const everyone = await leads(5, { deviceId, niche: 'kedai' })
      const { id, segmentId } = await started({ niche: 'kedai' })
      await expandCampaignPage(scene.db, id, 2)
      await scene.db.prisma.segment.update({ where: { id: segmentId }, data: { filter: { niche: 'klinik' } } })
      await expandCampaignPage(scene.db, id, 2)
      await scene.db.prisma.segment.delete({ where: { id: segmentId } })
      expect(await reached(id)).toEqual(everyone.map((lead) => lead.id).sort())
    })

    test('a filter that names what nobody knows is refused: it would reach more people than were meant', async () => {
      const { id: deviceId } = await scene.device()
      await leads(1, { deviceId })
      const { id } = await started({ niche: 'kedai', gender: 'f' })
      await expect(expand(id)).rejects.toThrow('An audience cannot be filtered by gender')
    })
  })

  test('chosen leads, of this workspace alone', async () => {
    const { id: deviceId } = await scene.device()
    const [chosen] = await leads(2, { deviceId })
    const elsewhere = await insertWorkspace(scene.db)
    const foreign = await insertLead(scene.db, { workspaceId: elsewhere.id })
    const config = { leadIds: [chosen!.id, foreign.id] }
    const { id } = await scene.campaign({ audienceType: 'leads', audienceConfig: config })
    await expand(id)
    expect((await made(id)).map(({ leadId }) => leadId)).toEqual([chosen!.id])
  })

  test('nobody: one page that makes nothing, and is the last', async () => {
    const { id } = await scene.campaign()
    expect(await expand(id)).toEqual([{ leads: 0, messages: 0, unplaced: 0, finished: true }])
  })
})

describe('before the first page', () => {
  const standing = async (fields: object = {}) => readAudienceStanding(scene.db, (await scene.campaign(fields)).id)

  test('nobody to write to', async () => {
    await scene.device()
    expect(await standing()).toEqual({ hasAudience: false, hasDevice: false })
  })

  test('a device of the audience that is online, or about to be, is present', async () => {
    for (const status of ['online', 'connecting']) {
      const { id: deviceId } = await scene.device({ status })
      const [lead] = await leads(1, { deviceId })
      expect(await standing({ audienceType: 'leads', audienceConfig: { leadIds: [lead!.id] } })).toEqual({
        hasAudience: true,
        hasDevice: true,
      })
    }
  })

  test.each([{ status: 'disconnected' }, { wanted: false }, { deletedAt: new Date() }])(
    'a device with %j is not',
    async (fields) => {
      const { id: deviceId } = await scene.device(fields)
      await leads(1, { deviceId })
      expect(await standing()).toEqual({ hasAudience: true, hasDevice: false })
      expect(await standing({ accountId: deviceId })).toEqual({ hasAudience: true, hasDevice: false })
    },
  )
})
