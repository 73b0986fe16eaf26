import { parseArgs } from 'node:util'
import { allFaults } from './faults/all.js'

const runs = ['faults', 'pauses', 'overload'] as const

export interface Asked {
  what: (typeof runs)[number]
  seed: number
  seconds: number
  /** Pauses to ask for. */
  times: number
  /** Names of faults; empty: all. */
  only: readonly string[]
  /** Times are shown and not judged: for machines that are busy with something else. */
  anyTime: boolean
  /** How to ask for the same again. */
  again: string
}

/** What the command line asks for, or everything that is wrong with it. */
export function readArguments(args: string[]): Asked | { complaints: string[] } {
  const options = {
    seed: { type: 'string' },
    minutes: { type: 'string' },
    times: { type: 'string', default: '100' },
    faults: { type: 'string', default: '' },
    'any-time': { type: 'boolean', default: false },
  } as const
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const what = (positionals[0] ?? 'faults') as Asked['what']
    const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
    const minutes = Number(values.minutes ?? (what === 'overload' ? 10 : 3))
    const times = Number(values.times)
    const only = values.faults.split(',').filter(Boolean)
    const known = allFaults([]).map(({ name }) => name)
    const complaints = [
      ...(runs.includes(what) && positionals.length <= 1 ? [] : [`There are ${runs.join(', ')}`]),
      ...(Number.isInteger(seed) && seed >= 0 ? [] : ['--seed wants a whole number']),
      ...(minutes > 0 ? [] : ['--minutes wants a number above 0']),
      ...(Number.isInteger(times) && times > 0 ? [] : ['--times wants a whole number above 0']),
      ...only
        .filter((name) => !known.includes(name))
        .map((name) => `There is no fault ${name}; there are ${known.join(', ')}`),
    ]
    if (complaints.length > 0) return { complaints }
    const extent = what === 'pauses' ? `--times ${times}` : `--minutes ${minutes}`
    const again = `npm run chaos -- ${what} --seed ${seed} ${extent}${only.length > 0 ? ` --faults ${only.join(',')}` : ''}`
    return { what, seed, seconds: minutes * 60, times, only, anyTime: values['any-time'], again }
  } catch (err) {
    return { complaints: [(err as Error).message] }
  }
}
