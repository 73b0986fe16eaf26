import { setTimeout as wait } from 'node:timers/promises'
import { persist } from './persist.js'
import type { World } from './world.js'

/** What a device may at most; a campaign asks for less of each device, and two run at once. */
export const DEVICE_A_MINUTE = 180
export const CAMPAIGN_A_MINUTE = 120
/** Leads of one campaign on one device: about 20 s of its time. */
const LEADS_A_DEVICE = 40
/** A new campaign starts when a device has less than this before it, on average. */
const LEAST_WORK_A_DEVICE = 40

export interface StartedCampaign {
  id: string
  audience: number
}

/** Keeps all devices at work: campaign after campaign, each with an audience of its own. */
export interface Load {
  readonly deviceIds: readonly string[]
  readonly campaigns: readonly StartedCampaign[]
  /** Throws when no load can be made any more. */
  assertAlive(): void
  /** Starts no new campaign any more; what runs goes on. */
  end(): Promise<void>
}

export async function connectDevices({ api, db }: World, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let n = 1; n <= count; n++) {
    const body = {
      name: `Kaunter ${n}`,
      transport: 'simulator',
      limits: { messagesPerMinute: DEVICE_A_MINUTE },
    }
    const { data } = await api.insist<{ id: string }>('POST', '/devices', body)
    await api.insist('POST', `/devices/${data.id}/connect`)
    ids.push(data.id)
  }
  for (;;) {
    const { rows } = await db.pool.query("select count(*)::int as n from devices where status = 'online'")
    if (rows[0].n === count) return ids
    await wait(100)
  }
}

export function beginLoad(world: World, deviceIds: readonly string[]): Load {
  const campaigns: StartedCampaign[] = []
  let ended = false
  const work = (async () => {
    while (!ended) {
      if ((await openMessages(world)) < deviceIds.length * LEAST_WORK_A_DEVICE)
        campaigns.push(
          await startCampaign(world, deviceIds, campaigns.length, {
            leadsADevice: LEADS_A_DEVICE,
            aMinute: CAMPAIGN_A_MINUTE,
          }),
        )
      await wait(250)
    }
  })()
  let failure: unknown
  work.catch((err) => {
    failure = err
  })
  return {
    deviceIds,
    campaigns,
    assertAlive() {
      if (failure !== undefined) throw failure
    },
    async end() {
      ended = true
      await work
    },
  }
}

/** What is not final yet, over all campaigns. */
export async function openMessages({ db }: Pick<World, 'db'>): Promise<number> {
  const { rows } = await persist(() =>
    db.pool.query<{ n: number }>(
      'select coalesce(sum(pending + processing + queued + sending), 0)::int as n from campaign_devices',
    ),
  )
  return rows[0]!.n
}

/** Leads of their own, and a campaign to them that starts now. `number` is different for each campaign of a world. */
export async function startCampaign(
  { api, db, workspaceId }: World,
  deviceIds: readonly string[],
  number: number,
  { leadsADevice, aMinute }: { leadsADevice: number; aMinute: number },
): Promise<StartedCampaign> {
  const niche = `chaos-${number}`
  const audience = deviceIds.length * leadsADevice
  await persist(() =>
    db.pool.query(
      `insert into leads (workspace_id, device_id, phone, first_name, niche)
       select $1, d.id, '+601' || (300000000 + $3::int + row_number() over ()), 'Lead ' || n, $2
       from unnest($4::uuid[]) d (id), generate_series(1, $5::int) n
       on conflict do nothing`,
      [workspaceId, niche, number * audience, deviceIds, leadsADevice],
    ),
  )
  const name = `Chaos ${number}`
  for (;;) {
    const { status, data, message } = await api.insist<{ id: string }>('POST', '/campaigns', {
      name,
      messageType: 'text',
      messageContent: `C${number} {{phone}}`,
      audienceType: 'niche',
      audienceConfig: { niche },
      scheduleType: 'now',
      throttleConfig: { messagesPerMinute: aMinute, batchSize: 100_000 },
      confirm: audience,
    })
    if (status === 201) return { id: data.id, audience }
    // The API died over it, and says so: whether it took effect is to be looked up.
    if (status !== 409) throw new Error(`A campaign could not be started: ${status} ${message}`)
    const made = await persist(() => db.prisma.campaign.findFirst({ where: { name } }))
    if (made !== null) return { id: made.id, audience }
  }
}
