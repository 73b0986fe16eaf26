/** The words that a workspace listens to in its leads' answers. */
export interface AnswerWords {
  stop: readonly string[]
  start: readonly string[]
}

/**
 * What a workspace begins with, in English, Malay and Indonesian. The English ones are those that the FCC has every
 * sender of texts take as an opt-out (47 CFR 64.1200(a)(10)); `unreg` is what Indonesia's operators have people send.
 */
export const defaultAnswerWords = {
  stop: [
    ...['stop', 'unsubscribe', 'quit', 'end', 'revoke', 'cancel', 'opt out', 'optout', 'stop all', 'stopall'],
    ...['berhenti', 'henti', 'hentikan', 'batal', 'batalkan', 'keluar', 'unreg'],
    ...['berhenti langganan', 'berhenti melanggan', 'berhenti berlangganan', 'batal langganan', 'batalkan langganan'],
  ],
  start: [
    ...['start', 'unstop', 'subscribe', 'resubscribe', 'opt in', 'optin'],
    ...['mula', 'mulakan', 'mulai', 'langgan', 'melanggan', 'langganan', 'berlangganan'],
  ],
} as const satisfies AnswerWords

/**
 * What an answer asks for: to be left alone, or to hear from us again. It does only when it IS one of the words, not when
 * it contains one: "STOP!", " Berhenti 🙏" and "ｓｔｏｐ" are, "don't stop" is none. Case, white space and whatever is
 * neither letter nor digit around the word are ignored; of a word that is in both lists, stop wins.
 */
export function readAnswer(text: string, words: AnswerWords): 'stop' | 'start' | null {
  const said = bare(text)
  if (said === '') return null
  if (words.stop.some((word) => bare(word) === said)) return 'stop'
  if (words.start.some((word) => bare(word) === said)) return 'start'
  return null
}

/** Emoji go before Unicode's own form is made, which turns some of them into letters (Ⓜ into M, ℹ into i). */
const emoji = /[\d#*]\uFE0F?\u20E3|\p{Extended_Pictographic}/gu

const unseen = /\p{Default_Ignorable_Code_Point}/gu

/**
 * From the first letter or digit to the last with its marks. The look ahead keeps it linear: without it a message of
 * nothing but points would be tried from each of them.
 */
const core = /^[^\p{L}\p{N}]*(?=[\p{L}\p{N}])(.*[\p{L}\p{N}]\p{M}*)/su

function bare(text: string): string {
  const plain = text.replace(emoji, ' ').replace(unseen, '').normalize('NFKC').toLowerCase()
  return core.exec(plain)?.[1]?.replace(/\s+/gu, ' ') ?? ''
}
