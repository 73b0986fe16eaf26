import { groupBy } from './group-by.js'
import { type JourneyStep, planJourney } from './journeys.js'
import { type Booking, type CampaignPace, DAY_MS, type DevicePace, giveSlots } from './slots.js'

export interface RehearsedContact {
  /** The device that writes to it. */
  deviceId: string
  timezone: string
}

export interface Rehearsal<Step extends JourneyStep> {
  sequenceId: string
  steps: readonly Step[]
  pace: CampaignPace
  contacts: readonly RehearsedContact[]
  devices: readonly ({ id: string } & DevicePace)[]
  /** What each device has done lately and has slots for already; a device that is not there has an empty line. */
  lines?: ReadonlyMap<string, readonly Booking[]>
  startAt: Date
  /** What would begin so many times 24 hours after the start, or later, is left out. */
  days: number
  /** As in {@link giveSlots}. */
  roll: () => number
}

/** One message of the timeline: when it is due, and when its device's pace lets it go. */
export interface RehearsedSend<Step> {
  /** Index of the contact. */
  contact: number
  step: Step
  deviceId: string
  dueAt: Date
  at: Date
}

/**
 * What a sequence would send, and when, if these contacts entered it at `startAt` and nobody answered: the instants of
 * {@link planJourney}, placed in their devices' lines by {@link giveSlots}, each at the moment at which it is due. In the
 * order of sending. It changes nothing but its own copy of the lines.
 */
export function rehearseJourneys<Step extends JourneyStep>(rehearsal: Rehearsal<Step>): RehearsedSend<Step>[] {
  const { steps, contacts, devices, lines, startAt, days } = rehearsal
  const end = startAt.getTime() + days * DAY_MS
  const plans = new Map(
    [...new Set(contacts.map(({ timezone }) => timezone))].map((zone) => [zone, planJourney(steps, startAt, zone)]),
  )
  const due = contacts.flatMap(({ deviceId, timezone }, contact) =>
    steps.map((step, n) => ({ contact, step, deviceId, dueAt: plans.get(timezone)![n]! })),
  )
  return devices
    .flatMap((device) => {
      const ofDevice = due.filter(({ deviceId, dueAt }) => deviceId === device.id && dueAt.getTime() < end)
      // Stable: those who are due together keep the order of their contacts.
      ofDevice.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
      return sentBy(device, lines?.get(device.id) ?? [], ofDevice, rehearsal)
    })
    .filter(({ at }) => at.getTime() < end)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
}

function sentBy<Step extends JourneyStep>(
  device: DevicePace,
  before: readonly Booking[],
  due: readonly Omit<RehearsedSend<Step>, 'at'>[],
  { sequenceId: campaignId, pace, roll }: Rehearsal<Step>,
): RehearsedSend<Step>[] {
  let line = before
  let ordinal = 0
  return [...groupBy(due, ({ dueAt }) => dueAt.getTime())].flatMap(([now, together]) => {
    // As far back as any ceiling looks.
    line = line.filter(({ at }) => at > now - DAY_MS)
    const slots = giveSlots(
      now,
      device,
      line,
      together.map(() => ({ campaignId, pace, ordinal: ordinal++ })),
      roll,
    )
    line = [...line, ...slots]
    return together.map((message, n) => ({ ...message, at: new Date(slots[n]!.at) }))
  })
}
