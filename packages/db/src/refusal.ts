/**
 * Whether the database refused what it was given, so that the same would be refused for ever: a value or a constraint
 * (SQLSTATE classes 22 and 23), something larger than it can hold (54), or an instant that cannot even be written down. All
 * else (the store is away, a deadlock) may go better the next time.
 */
export const isRefusal = (err: unknown): boolean =>
  err instanceof RangeError || /^(22|23|54)/.test(String((err as { code?: unknown } | null)?.code ?? ''))

/** Longer than any sentence that a person reads to its end. */
const LONGEST_TEXT = 1_000

/**
 * A text that comes from outside (a network, an error) as the database takes it: without the character that it cannot
 * hold, nor halves of one, and no longer than `longest`.
 */
export const storableText = (text: unknown, longest = LONGEST_TEXT): string =>
  String(text)
    .slice(0, longest)
    .replaceAll('\u0000', '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')

/** What an error says, as a row can hold it. Never throws, whatever was thrown. */
export function sentenceOf(err: unknown): string {
  try {
    return storableText(err instanceof Error ? err.message || err.name : err)
  } catch {
    return 'An error that cannot be told'
  }
}
