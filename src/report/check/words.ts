// What the outputs of `check` say of a gap and of a reason. All of it may be published: no values of rows, no notes, no names of people.
import { quoted } from '../../i18n/format.ts'
import { messages } from '../../i18n/index.ts'
import type { CheckResult, Finding, Message, RulebookResult } from '../../model/assessment.ts'
import type { GateReason, GateVerdict } from '../../model/verdict.ts'
import { actionOf } from '../view/actions.ts'
import { LONGEST_CELL, clip, contextOf, datasetName, ruleNameOf, type Context } from '../view/context.ts'
import { AGAINST, messageSentence, shortfalls } from '../view/sentences.ts'
import type { CheckSource } from './format.ts'

export const contextFor = ({ assessment, lang }: CheckSource, result: RulebookResult): Context =>
  contextOf(assessment, result, lang, { level: 'full', paper: 'letter', publishable: true, maskSensitive: true })

/** Why it is a gap, the gravest first, without what the reasons say already. */
export function gapSentences(finding: Finding, context: Context, reasons: readonly GateReason[]): readonly string[] {
  const said = new Set<string>(['check-threw', ...reasons.map(({ id }) => id)])
  const told = finding.messages.filter(({ id }) => !said.has(id))
  const say = (message: Message) =>
    message.id === 'answer-reason-unlisted' ? messages(context.lang).gate.reasonUnlisted : messageSentence(message, finding, context)
  return [
    ...new Set([
      ...told.filter(({ id }) => AGAINST.has(id)).map(say),
      ...shortfalls({ ...finding, checks: finding.checks.map(withoutValues) }, context),
      ...told.filter(({ id }) => !AGAINST.has(id)).map(say),
    ]),
  ].filter((sentence) => sentence !== '')
}

/** These two tell what stood in a cell, or an error that may quote one. */
const withoutValues = (check: CheckResult): CheckResult => (check.reason === 'threw' || check.reason === 'not-covered' ? { ...check, detail: [] } : check)

export const doWhat = (finding: Finding, context: Context): string => messages(context.lang).gate.do(actionOf(finding, context))

export interface Told {
  readonly reason: GateReason
  readonly title: string
  /** One sentence, or two when a cause is known. */
  readonly sentence: string
}

/** A reason in words. */
export function tell(reason: GateReason, input: CheckSource): Told {
  const { reason: table, cause, because } = messages(input.lang).gate
  const { title, what } = table[reason.id]
  const said = (what as (params: unknown) => string)(namedParams(reason, input))
  return { reason, title, sentence: reason.cause === undefined ? said : `${said} ${because(cause[reason.cause])}` }
}

/** What could not be compared with the baseline, in sentences. */
export function incomparableSentences({ verdict, ...input }: CheckSource): readonly string[] {
  const table = messages(input.lang).gate.incomparable
  return verdict.incomparable.map((item) => (table[item.id] as (params: unknown) => string)(namedParams(item, { verdict, ...input })))
}

const DATES = new Set(['until', 'expired', 'limit'])

/** Ids become names and dates are written out; a document goes by its id, since a title may name a person. */
function namedParams(said: GateReason | GateVerdict['incomparable'][number], input: CheckSource): Readonly<Record<string, unknown>> {
  const { results } = input.assessment
  const { rulebook, rule } = 'location' in said ? said : { rulebook: undefined, rule: undefined }
  const result =
    results.find(({ id, findings }) => (rulebook === undefined ? findings.some((finding) => finding.rule === rule) : id === rulebook)) ?? results[0]
  const context = result && contextFor(input, result)
  const bookName = (id: string) => {
    const title = results.find((book) => book.id === id)?.title[input.lang]
    return title === undefined ? id : quoted(title, input.lang)
  }
  const nameOf = (name: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((item) => nameOf(name.replace(/s$/, ''), item))
    if (typeof value !== 'string' || !context) return value
    if (DATES.has(name)) return context.longDate(value)
    if (name === 'rule') return clip(ruleNameOf(context, value), 2 * LONGEST_CELL)
    if (name === 'rulebook') return bookName(value)
    if (name === 'dataset') return datasetName(context, value)
    return clip(value)
  }
  const topic = result?.topics.find(({ id }) => id === said.params['topic'])
  const whole = rulebook === undefined ? '' : bookName(rulebook)
  const of = topic ? quoted(topic.title[input.lang], input.lang) : typeof said.params['topic'] === 'string' ? said.params['topic'] : whole
  return { ...Object.fromEntries(Object.entries(said.params).map(([name, value]) => [name, nameOf(name, value)])), of }
}
