// Forms that came back × the evidence as it is now → what is taken in, what is the same, what two people said differently, and
// what cannot be taken. Pure: nothing is written here.
import type { Answer } from '../model/evidence.ts'
import type { Rule } from '../model/rulebook.ts'
import { by } from '../util/compare.ts'
import { nearest } from '../util/suggest.ts'
import { NO_ANSWER, readStamp, signatureOf, stampOf, type Signature } from './carried.ts'
import type { FilledForm, FilledQuestion, Spot } from './filled.ts'
import { parseQuestion, type Rejection } from './parse.ts'
import { daysOrder } from './words.ts'

/** An answer that is taken in; `after` undefined: it is taken away. */
export interface Change {
  readonly rule: string
  readonly file: string
  readonly before: Answer | undefined
  readonly after: Answer | undefined
}

/** What is not written because somebody else said otherwise. `emptied`: the form leaves blank what has an answer. */
export interface Conflict {
  readonly rule: string
  readonly kind: 'changed-since' | 'between-files' | 'emptied' | 'no-stamp'
  readonly current: Answer | undefined
  readonly proposed: readonly { readonly file: string; readonly spot: Spot; readonly answer: Answer | undefined }[]
}

export interface Merge {
  readonly added: readonly Change[]
  readonly changed: readonly Change[]
  readonly removed: readonly Change[]
  /** The form says what the evidence says by now. */
  readonly same: readonly string[]
  /** Nobody touched them in the form. */
  readonly unchanged: readonly string[]
  readonly conflicts: readonly Conflict[]
  /** Conflicts settled for what is there. */
  readonly kept: readonly string[]
  readonly rejected: readonly Rejection[]
}

export interface MergeWorld {
  readonly rules: readonly Rule[]
  readonly answers: Readonly<Record<string, Answer>>
  readonly documents: readonly string[]
  readonly prefer?: 'file' | 'current' | undefined
  /** Who brings the forms in, and the day: put down where a changed answer does not say. */
  readonly by?: string | undefined
  readonly today: string
  /** The day it is by the clock, when `today` is another; no answer was given after both. */
  readonly clock?: string | undefined
}

interface Told {
  readonly file: string
  readonly spot: Spot
  readonly base: string | undefined
  /** Who had signed the answer that the form was written from. */
  readonly signature?: Signature
  readonly answer: Answer | undefined
}

/** Compares rule by rule what the forms say, what was there when they were written, and what is there now. */
export function mergeForms(forms: readonly FilledForm[], world: MergeWorld): Merge {
  const rules = new Map(world.rules.map((rule) => [rule.id, rule] as const))
  const rejected: Rejection[] = forms.flatMap(({ strays }) => strays.map(({ spot }) => ({ rule: '', code: 'stray' as const, spot, params: {} })))
  const told = new Map<string, Told[]>()
  const latest = world.clock !== undefined && world.clock > world.today ? world.clock : world.today
  for (const form of forms) {
    const marred = form.notices.includes('not-utf8')
    const days = daysOrder(form)
    for (const filled of form.questions) {
      const rule = rules.get(filled.rule)
      if (!rule) {
        if (isFilled(filled))
          rejected.push({
            rule: filled.rule,
            code: 'unknown-rule',
            spot: filled.spot,
            params: { found: filled.rule, did: nearest(filled.rule, [...rules.keys()]) ?? '' },
          })
        continue
      }
      const current = world.answers[rule.id]
      const { answer, rejections, lost } = parseQuestion(filled, rule, { lang: form.mark.lang, current, documents: world.documents, latest, days, marred })
      const { base, ...signature } = readStamp(filled.base)
      // What is as it was when the form was written is nobody's doing, whatever is wrong with it.
      const untouched = !lost && stampOf(answer) === base
      if (rejections.length > 0 && !untouched) rejected.push(...rejections)
      else told.set(rule.id, [...(told.get(rule.id) ?? []), { file: form.file, spot: filled.spot, base, ...signature, answer }])
    }
  }
  const merge = { added: [], changed: [], removed: [], same: [], unchanged: [], conflicts: [], kept: [] } as Mutable
  for (const [rule, said] of [...told].toSorted(by(([id]) => id))) settle(rule, said, world, merge)
  return { ...merge, rejected }
}

type Mutable = { -readonly [Name in Exclude<keyof Merge, 'rejected'>]: Merge[Name][number][] }

function settle(rule: string, said: readonly Told[], world: MergeWorld, merge: Mutable): void {
  const current = world.answers[rule]
  const now = stampOf(current)
  const touched = said.filter(({ base, answer }) => stampOf(answer) !== base)
  if (touched.length === 0) return void merge.unchanged.push(rule)
  const news = touched.filter(({ base, answer }) => stampOf(answer) !== now && !(base !== now && content(answer) === content(current)))
  const [first] = news
  if (!first) return void merge.same.push(rule)
  const one = news.every(({ answer }) => stampOf(answer) === stampOf(first.answer))
  const take = () => {
    const after = signed(first, current, world)
    const change = { rule, file: first.file, before: current, after }
    const kind = after === undefined ? 'removed' : current === undefined ? 'added' : 'changed'
    merge[kind].push(change)
  }
  // Another file that says what is there already does not make a conflict of its own: someone else brought it in.
  const kind = !one ? 'between-files' : blanks(first.answer, current) ? 'emptied' : clash(first, now)
  if (kind === undefined) return take()
  if (world.prefer === 'current') return void merge.kept.push(rule)
  if (world.prefer === 'file' && one) return take()
  merge.conflicts.push({ rule, kind, current, proposed: news.map(({ file, spot, answer }) => ({ file, spot, answer })) })
}

/** What is said, without who says it and when: brought in twice, a form says the same. */
function content(answer: Answer | undefined): string {
  if (answer === undefined) return NO_ANSWER
  const { by: _by, at: _at, ...said } = answer
  return stampOf(said)
}

/** Whether a form takes back what was answered: a slip of the hand, more often than not. */
const blanks = (said: Answer | undefined, current: Answer | undefined): boolean =>
  said === undefined || (said.value === undefined && current?.value !== undefined)

/** Whether what is there now is not what the form was written from. */
const clash = ({ base }: Told, now: string): Conflict['kind'] | undefined =>
  base === now || (base === undefined && now === NO_ANSWER) ? undefined : base === undefined ? 'no-stamp' : 'changed-since'

/**
 * A changed answer says who and when: what the form says. The day and the name that stood there at export are nobody's word on
 * what was changed: the import's day stands instead, and who brings it in, or nobody.
 */
function signed({ answer, base, signature }: Told, current: Answer | undefined, { by: name, today }: MergeWorld): Answer | undefined {
  if (answer === undefined) return undefined
  const { by: person, at: day, ...said } = answer
  const [before, now] = [signature ?? signatureOf(current), signatureOf(answer)]
  const changed = base !== stampOf(current) || content(answer) !== content(current)
  const oldDay = changed && (day === undefined || now.at === before.at)
  const signer = oldDay && now.by === before.by ? name : (person ?? name)
  return { ...said, ...(signer === undefined ? {} : { by: signer }), at: oldDay || day === undefined ? today : day }
}

const isFilled = ({ fields, criteria }: FilledQuestion): boolean =>
  [...Object.values(fields), ...criteria.map(({ cell }) => cell)].some(({ text }) => text.trim() !== '')

/** Whether everything in the forms went in. */
export const wentIn = ({ conflicts, rejected }: Merge): boolean => conflicts.length + rejected.length === 0
