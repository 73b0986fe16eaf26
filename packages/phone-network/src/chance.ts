/**
 * A number in [0, 1) that depends on its arguments alone: the same seed asked the same question gives the same answer,
 * in whatever order and however often it is asked. FNV-1a over the words, then murmur3's finalizer, because FNV alone
 * leaves phones that differ in the last digit next to each other.
 */
export function roll(seed: number, ...question: readonly (string | number)[]): number {
  let hash = 0x811c9dc5 ^ seed
  for (const word of question) {
    const text = String(word)
    for (let index = 0; index < text.length; index += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
    }
    // Words are kept apart: ('ab', 'c') and ('a', 'bc') are two questions.
    hash = Math.imul(hash ^ 0xff, 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** Whether something with this rate (0 never, 1 always) happens. */
export const happens = (rate: number, seed: number, ...question: readonly (string | number)[]): boolean =>
  rate > 0 && (rate >= 1 || roll(seed, ...question) < rate)
