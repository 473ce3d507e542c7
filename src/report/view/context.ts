// What every part of the view needs: the words, one rulebook's result, and names in place of ids.
import { formatDate, quoted } from '../../i18n/format.ts'
import { messages, type Messages } from '../../i18n/index.ts'
import type { Assessment, Finding, RulebookResult } from '../../model/assessment.ts'
import { IS_GAP, isUnanswered } from '../../model/basics.ts'
import type { Lang, Localized } from '../../model/vocabulary.ts'
import { text } from './blocks.ts'
import type { Cell, Tags, ViewOptions } from './types.ts'

/** Longest free text that a human format prints; the rest stays in assessment.json. */
export const LONGEST_TEXT = 600
/** Longest cell, file name or key. */
export const LONGEST_CELL = 160

export interface Context {
  readonly lang: Lang
  readonly words: Messages['report']
  readonly terms: Messages['findings']
  readonly options: ViewOptions
  readonly assessment: Assessment
  readonly result: RulebookResult
  /** The text in the report's language. */
  readonly pick: (localized: Localized) => string
  readonly longDate: (date: string) => string
}

export function contextOf(assessment: Assessment, result: RulebookResult, lang: Lang, options: ViewOptions): Context {
  const { report: words, findings: terms } = messages(lang)
  return { lang, words, terms, options, assessment, result, pick: (localized) => localized[lang], longDate: (date) => formatDate(date, lang) }
}

/** Cuts a text at `limit` characters, never inside one, and says so with an ellipsis. */
export function clip(text: string, limit = LONGEST_CELL): string {
  if (text.length <= limit) return text
  const cut = text.slice(0, limit)
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}

/** Cuts a free text and notes that the whole of it is in the JSON. */
export const clipLong = (text: string, context: Context): string =>
  text.length <= LONGEST_TEXT ? text : `${clip(text, LONGEST_TEXT)} ${context.words.clipped}`

/** True when no basis of the rule was read in the norm itself. */
export const isIndirect = (finding: Finding): boolean => finding.text.basis.every((basis) => basis.read !== 'norm')

/** `SEG-01 ◇ Política de seguridad`: an id never stands without its title. */
export const ruleName = (finding: Finding, context: Context): string => `${ruleId(finding)} ${context.pick(finding.text.title)}`
export const ruleId = (finding: Finding): string => (isIndirect(finding) ? `${finding.rule} ◇` : finding.rule)

export const findingOf = (context: Context, rule: string): Finding | undefined => context.result.findings.find((finding) => finding.rule === rule)
export function ruleNameOf(context: Context, rule: string): string {
  const found = context.assessment.results.flatMap((result) => result.findings).find((finding) => finding.rule === rule)
  if (found) return ruleName(found, context)
  const off = context.assessment.results.flatMap(({ notAssessed = [] }) => notAssessed).find(({ id }) => id === rule)
  return off ? `${rule} ${context.pick(off.title)}` : rule
}

export const ownerName = (context: Context, owner: string): string => context.result.owners.find((item) => item.id === owner)?.[context.lang] ?? owner

/** An id's entry in the rulebook at hand, else in the first other one that knows it: what is common to all stands under any of them. */
const entryOf = <Entry extends { readonly id: string }>(
  { result, assessment }: Context,
  id: string,
  entries: (result: RulebookResult) => readonly Entry[],
): Entry | undefined => [result, ...assessment.results].flatMap(entries).find((entry) => entry.id === id)

export function datasetName(context: Context, id: string): string {
  const title = datasetTitle(context, id)
  return title === id ? id : `${title} (${id})`
}
/** `«Inventario de hardware»`; the id where no rulebook at hand knows the table. */
export const datasetTitle = (context: Context, id: string): string => {
  const found = entryOf(context, id, ({ datasets }) => datasets)
  return found ? quoted(context.pick(found.title), context.lang) : id
}
/** Undefined for a kind of a rulebook that is not assessed: its name in the register's language is nowhere. */
export const kindTitle = (context: Context, id: string): string | undefined => {
  const found = entryOf(context, id, ({ documentKinds }) => documentKinds)
  return found && context.pick(found.title)
}
export const kindName = (context: Context, id: string): string => kindTitle(context, id) ?? id
export const documentName = (context: Context, id: string): string => {
  const found = context.assessment.documents.find((document) => document.id === id)
  return found ? `${quoted(clip(found.title), context.lang)} (${id})` : id
}
export const instrumentName = (context: Context, id: string): string => {
  const found = context.result.instruments.find((instrument) => instrument.id === id)
  return found ? context.pick(found.cite) : id
}

export const tagsOf = (finding: Finding, { result }: Context): Tags => ({
  item: anchor(result, finding.rule),
  topic: finding.topic,
  outcome: finding.outcome,
  severity: finding.severity,
})

/** A cell that names a requirement. */
export const ruleCell = (finding: Finding, context: Context, sub: string | null = null): Cell => ({ ...text(ruleName(finding, context), sub), names: 'text' })

/** Gaps in the order of the plan; any that the plan leaves out come last, by id. */
export function gapsInOrder(result: RulebookResult): readonly Finding[] {
  const place = new Map(result.plan.map((step, index) => [step.rule, index]))
  const placeOf = (finding: Finding) => place.get(finding.rule) ?? Number.MAX_SAFE_INTEGER
  return result.findings.filter((finding) => IS_GAP[finding.outcome]).toSorted((a, b) => placeOf(a) - placeOf(b) || (a.rule < b.rule ? -1 : 1))
}

/** True when nothing was answered, measured or judged, though something applies. */
export const isBlank = ({ coverage, findings }: RulebookResult): boolean =>
  isUnanswered(coverage) && findings.every((finding) => finding.unaudited === undefined)

/** True where the index that heads the result is the one of good practice. */
export const isOnGoodPractice = ({ grade, scores }: RulebookResult): boolean =>
  grade?.of === 'goodPractice' || (scores.compliance === null && scores.goodPractice !== null)

/** True when an auditor judged some result of the rulebook, even if no verdict stands any more. */
export const isAudited = ({ auditEffect, findings }: RulebookResult): boolean => auditEffect !== undefined && findings.some((finding) => finding.audit)

/** Anchors are made of ids only; two rulebooks never share one. */
export const anchor = (result: RulebookResult, ...parts: readonly string[]): string =>
  [result.id, ...parts]
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
