import { parseArgs } from 'node:util'
import { type CampaignPace, DEVICE_WINDOW, type DevicePace, type TransportName, transportNames } from '@siaran/domain'
import { type Transport, transports } from './costs.js'

export interface Asked {
  seed: number
  devices: number
  transportName: TransportName
  transport: Transport
  senders: number
  /** Most devices of a sender. */
  capacity: number
  sendsAtOnce: number
  workers: number
  postgresCores: number
  redisNodes: number
  /** Of the hand-over: from half of it to one and a half. */
  latencyMs: number
  pace: CampaignPace
  devicePace: DevicePace
  /** Most messages of a device between slot and settlement. */
  window: number
  /** For each device; infinite: there is always more. */
  messages: number
  /** How long everything runs undisturbed. */
  steadySeconds: number
  /** From the start of a sender's process, or its death, to its first claim. */
  restartSeconds: number
  /** Senders replaced at once in an update. */
  rollAtOnce: number
  /** How to ask for the same again. */
  again: string
}

const options = {
  devices: { type: 'string', default: '1000' },
  rate: { type: 'string', default: '20' },
  transport: { type: 'string', default: 'wablas' },
  senders: { type: 'string' },
  capacity: { type: 'string' },
  'sends-at-once': { type: 'string', default: '200' },
  workers: { type: 'string', default: '2' },
  'postgres-cores': { type: 'string', default: '8' },
  'redis-nodes': { type: 'string', default: '1' },
  'latency-ms': { type: 'string', default: '300' },
  'min-delay': { type: 'string', default: '0' },
  'max-delay': { type: 'string', default: '0' },
  'per-hour': { type: 'string' },
  messages: { type: 'string' },
  seconds: { type: 'string', default: '60' },
  'restart-seconds': { type: 'string', default: '5' },
  'roll-at-once': { type: 'string' },
  seed: { type: 'string' },
} as const

/** What the command line asks for, or everything that is wrong with it. */
export function readArguments(args: string[]): Asked | { complaints: string[] } {
  let values: Partial<Record<keyof typeof options, string>>
  try {
    values = parseArgs({ args, options, allowPositionals: false }).values
  } catch (err) {
    return { complaints: [(err as Error).message] }
  }
  const complaints: string[] = []
  const number = (name: keyof typeof options, least: number, most: number, fallback = Number.NaN): number => {
    const text = values[name]
    if (text === undefined) return fallback
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
    if (!(value >= least && value <= most)) complaints.push(`--${name} wants a number from ${least} to ${most}`)
    return value
  }
  const whole = (name: keyof typeof options, least: number, most: number, fallback = Number.NaN): number => {
    const value = number(name, least, most, fallback)
    if (values[name] !== undefined && value >= least && value <= most && !Number.isInteger(value))
      complaints.push(`--${name} wants a whole number`)
    return value
  }

  const transportName = values.transport as TransportName
  if (!transportNames.includes(transportName))
    complaints.push(`There is no transport ${transportName}; there are ${transportNames.join(', ')}`)
  const transport = transports[transportName] ?? transports.wablas
  const seed = whole('seed', 0, 2 ** 32 - 1, Math.floor(Math.random() * 2 ** 31))
  const devices = whole('devices', 1, 1_000_000)
  const capacity = whole('capacity', 1, 10_000, transport.capacity)
  // One more than they need: when one dies, the others can hold its devices.
  const senders = whole('senders', 1, 20_000, Math.ceil(devices / capacity) + 1)
  const minDelayMs = number('min-delay', 0, 3_600) * 1_000
  const maxDelayMs = number('max-delay', 0, 3_600) * 1_000
  const asked: Asked = {
    seed,
    devices,
    transportName,
    transport,
    senders,
    capacity,
    sendsAtOnce: whole('sends-at-once', 1, 5_000),
    workers: whole('workers', 1, 1_000),
    postgresCores: whole('postgres-cores', 1, 1_000),
    redisNodes: whole('redis-nodes', 1, 1_000),
    latencyMs: number('latency-ms', 0, 30_000),
    pace: {
      messagesPerMinute: whole('rate', 1, 60_000),
      batchSize: 1_000_000,
      delayBetweenBatchesMs: 0,
      minDelayMs,
      maxDelayMs,
    },
    devicePace: {
      messagesPerMinute: null,
      messagesPerHour: values['per-hour'] === undefined ? null : whole('per-hour', 1, 100_000),
      messagesPerDay: null,
      minDelayMs: null,
      maxDelayMs: null,
    },
    window: DEVICE_WINDOW,
    messages: whole('messages', 1, 1_000_000, Number.POSITIVE_INFINITY),
    steadySeconds: number('seconds', 10, 3_600),
    restartSeconds: number('restart-seconds', 0, 600),
    rollAtOnce: whole('roll-at-once', 1, 20_000, Math.ceil(senders / 4)),
    again: '',
  }
  if (minDelayMs > maxDelayMs) complaints.push('--min-delay must not be more than --max-delay')
  if (complaints.length === 0 && senders * capacity < devices)
    complaints.push(`${senders} senders of ${capacity} devices cannot hold ${devices}`)
  if (complaints.length > 0) return { complaints }
  const given = Object.entries(values).filter(
    ([name, value]) =>
      name !== 'seed' && value !== (options[name as keyof typeof options] as { default?: string }).default,
  )
  asked.again = `npm run simulate -- --seed ${seed}${given.map(([name, value]) => ` --${name} ${value}`).join('')}`
  return asked
}
