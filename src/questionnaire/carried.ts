// What a form can carry of an answer: clean text, days without hours, nothing that is empty. The stamp of that part lets an
// import see what was changed in the form, and what in the evidence since.
import type { Answer } from '../model/evidence.ts'
import { digestOf } from '../util/canonical-json.ts'
import { sortedEntries } from '../util/compare.ts'
import { panamaDay } from '../util/moment.ts'

/** The stamp of a question that had no answer. */
export const NO_ANSWER = '0'

/**
 * Characters that no spreadsheet keeps: controls but tab and line feed, lone surrogates, non-characters, the byte order mark,
 * and the two separators that some programs read as line ends.
 */
const DROPPED = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]|\p{Surrogate}/gu

/** The text as a form carries it: one kind of line end, no character that is lost on the way, no blanks around it. */
export const carriedText = (text: string): string => text.replace(/\r\n?/g, '\n').replace(DROPPED, '').trim()

/** How many characters of a text no form can carry. */
export const lostCharacters = (text: string): number => text.match(DROPPED)?.length ?? 0

/** The part of an answer that a form carries; undefined when there is nothing to carry. */
export function carried(answer: Answer | undefined): Answer | undefined {
  if (answer === undefined) return undefined
  const { value, criteria, documents, target, review } = answer
  const ticks = sortedEntries(criteria ?? {})
  const text = (name: 'reason' | 'note' | 'responsible' | 'by', clean = carriedText(answer[name] ?? '')) => (clean === '' ? {} : { [name]: clean })
  const part = {
    ...(value === undefined ? {} : { value }),
    ...(ticks.length === 0 ? {} : { criteria: Object.fromEntries(ticks) }),
    ...text('reason'),
    ...text('note'),
    ...(documents === undefined || documents.length === 0 ? {} : { documents }),
    ...text('responsible'),
    ...(target === undefined ? {} : { target }),
    ...(review === undefined ? {} : { review }),
    ...text('by'),
    ...(answer.at === undefined ? {} : { at: panamaDay(answer.at) ?? answer.at }),
  }
  return Object.keys(part).length === 0 ? undefined : part
}

/** Sixteen hexadecimal digits that change when what a form carries of an answer does. */
export function stampOf(answer: Answer | undefined): string {
  const part = carried(answer)
  return part === undefined ? NO_ANSWER : digestOf(part).slice(0, 16)
}

/** Who signed the answer that a form was written from and when, as digests: a key holds letters and digits only. */
export interface Signature {
  readonly at: string
  readonly by: string
}

export function signatureOf(answer: Answer | undefined): Signature {
  const { by, at } = carried(answer) ?? {}
  const digest = (text: string | undefined) => (text === undefined ? NO_ANSWER : digestOf(text).slice(0, 8))
  return { at: digest(at), by: digest(by) }
}

/** What the key of a question carries: the stamp and, apart from it, the signature, so that an old one under a new answer is known. */
export function exportStamp(answer: Answer | undefined): string {
  const { at, by } = signatureOf(answer)
  const stamp = stampOf(answer)
  return stamp === NO_ANSWER ? stamp : [stamp, at, by].join('.')
}

/** The parts of what `exportStamp` wrote; a form of an earlier version has no signature. */
export function readStamp(text: string | undefined): { readonly base: string | undefined; readonly signature?: Signature } {
  const [base, at, by] = text?.split('.') ?? []
  if (base === NO_ANSWER) return { base, signature: { at: NO_ANSWER, by: NO_ANSWER } }
  return { base, ...(at === undefined || by === undefined ? {} : { signature: { at, by } }) }
}
