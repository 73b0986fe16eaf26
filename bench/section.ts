import { median } from './statistics.js'

/** One figure: what Siaran does, and where there is one, what the plain thing does on the same machine in the same run. */
export interface Finding {
  what: string
  /** A median. */
  siaran: number
  unit: string
  against?: { what: string; value: number }
  /** What the ratio siaran : against should be at least. */
  aim?: number
  note?: string
}

export interface Stage {
  /** A line of progress for whoever watches. */
  note(line: string): void
  /** A folder that is gone afterwards. */
  temporaryFolder(name: string): string
}

export interface Section {
  name: string
  title: string
  run(stage: Stage): Promise<Finding[]>
}

/**
 * Runs the contestants in turn, round after round, so that what the machine does meanwhile meets all of them alike.
 * Answers each one's median.
 */
export async function interleaved<Name extends string>(
  rounds: number,
  contestants: Record<Name, (round: number) => Promise<number>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(contestants) as Name[]
  const values = new Map<Name, number[]>(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++)
    for (const name of names) values.get(name)!.push(await contestants[name](round))
  return Object.fromEntries(names.map((name) => [name, median(values.get(name)!)])) as Record<Name, number>
}
