/** Chance that a seed decides: equal seeds give equal choices, in the order in which they are asked for. */
export interface Chance {
  /** A number in [0, 1). */
  roll(): number
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number
  oneOf<Thing>(things: readonly Thing[]): Thing
  shuffled<Thing>(things: readonly Thing[]): Thing[]
}

/** Mulberry32: 32 bits of state are plenty for the choices of a night. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number) => least + Math.floor(roll() * (most - least + 1))
  return {
    roll,
    between,
    oneOf: (things) => things[between(0, things.length - 1)]!,
    shuffled(things) {
      const left = [...things]
      return Array.from(things, () => left.splice(between(0, left.length - 1), 1)[0]!)
    },
  }
}
