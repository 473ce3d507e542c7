// What was found, in sentences: documents, checks, messages and answers of one finding.
import { capitalise, formatNumber, formatPercent, formatPoints, pointsToPercent } from '../../i18n/format.ts'
import type { CheckResult, Finding, Message, SlotResult } from '../../model/assessment.ts'
import { missingTables } from '../../model/missing-tables.ts'
import { daysBetween } from '../../util/plain-date.ts'
import { thresholdWords } from '../overlay.ts'
import { verdictWords } from './audit.ts'
import { clip, clipLong, datasetName, documentName, kindName, ruleNameOf, type Context } from './context.ts'

/** Messages that set two things of the institution against each other. */
export const AGAINST = new Set(['contradiction', 'answer-na-against-data', 'fact-against-data'])

/** Fewer units than this are told as a count only, without a percentage. */
const FEW = 20

/** Everything that was found, the gravest first: contradiction, documents, checks, answer. */
export function foundSentences(finding: Finding, context: Context): readonly string[] {
  const sentences = [
    ...finding.messages.filter((message) => AGAINST.has(message.id)).map((message) => messageSentence(message, finding, context)),
    ...auditSentences(finding, context),
    ...shortfalls(finding, context),
    ...finding.messages
      .filter((message) => !AGAINST.has(message.id) && !(message.id === 'audit-verdict' && finding.audit))
      .map((message) => messageSentence(message, finding, context)),
    answerSentences(finding, context).join(' '),
  ].filter((sentence) => sentence !== '')
  return [...new Set(sentences)]
}

/** What a contradiction is between: the answer or fact, and the data that say otherwise. */
export function contradictionSentence(finding: Finding, context: Context): string {
  const messages = finding.messages.filter((message) => AGAINST.has(message.id)).map((message) => messageSentence(message, finding, context))
  const data = finding.checks
    .filter((check) => check.state === 'failed')
    .map((check) => checkSentence(check, finding, context))
    .slice(0, 1)
  return [...new Set([...messages, ...data])].join(' ')
}

/** Documents that do not prove, and checks that did not pass. */
export function shortfalls(finding: Finding, context: Context): readonly string[] {
  return [
    ...finding.checks.filter((check) => check.state === 'failed' || check.state === 'error').map((check) => checkSentence(check, finding, context)),
    ...finding.slots.filter((slot) => slot.state !== 'current' && (slot.required || slot.state !== 'not-provided')).map((slot) => slotSentence(slot, context)),
    ...unmeasured(
      finding.checks.filter((check) => check.state === 'unknown'),
      finding,
      context,
    ),
  ]
}

/** Checks that could not run; those that one obstacle stops are told together. */
function unmeasured(checks: readonly CheckResult[], finding: Finding, context: Context): readonly string[] {
  const groups = Map.groupBy(checks, (check) => (check.reason === undefined ? check : `${check.reason} ${obstacle(check, context)}`))
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    if (group.length === 1) return [checkSentence(first, finding, context)]
    return [
      context.terms.unmeasured(
        capitalise(obstacle(first, context)),
        group.map((check) => context.pick(check.label)),
      ),
    ]
  })
}

export function slotSentence(slot: SlotResult, { asOf, ...context }: Context & { asOf?: string }): string {
  const { terms, pick, longDate, assessment } = context
  const title = pick(slot.title)
  return terms.document[slot.state]({
    name: slot.document === undefined ? title : `${title} (${slot.document})`,
    path: clip(slot.path ?? ''),
    issued: slot.issued === undefined ? '' : longDate(slot.issued),
    until: slot.until === undefined ? '' : longDate(slot.until),
    ago: slot.until === undefined ? 0 : daysBetween(slot.until, asOf ?? assessment.asOf),
    detail: (slot.detail ?? []).map((field) => terms.field[field] ?? clip(field)),
    kinds: slot.kinds.map((kind) => kindName(context, kind)),
    threshold: slot.threshold === undefined ? '' : terms.threshold[slot.threshold],
  })
}

export function checkSentence(check: CheckResult, finding: Pick<Finding, 'rule'>, context: Context): string {
  const { words, pick } = context
  const label = pick(check.label)
  if (check.reason !== undefined) return `${label}: ${obstacle(check, context)}.`
  if (check.good === undefined || check.total === undefined) return `${label}: ${words.notCalculable.toLowerCase()}.`
  const ratio =
    check.ratio === undefined || check.total < FEW
      ? ''
      : ` (${check.state === 'failed' ? formatPoints(check.ratio, context.lang) : formatPercent(pointsToPercent(check.ratio), context.lang)})`
  const wanted = check.state === 'passed' || check.total === 1 ? '' : `; ${wantedWords(check, finding, context)}`
  return `${label}: ${measureWords(check.kind, check.good, check.total, context)}${ratio}${wanted}.`
}

/** Why a check could not run, or ran over nothing. */
function obstacle(check: CheckResult, context: Context): string {
  if (check.reason === undefined) return ''
  return context.terms.obstacle[check.reason]({
    dataset: datasetName(context, check.dataset),
    file: clip(check.file ?? ''),
    detail: check.reason === 'dataset-missing' ? missingTables(check).map((id) => datasetName(context, id)) : (check.detail ?? []).map((item) => clip(item)),
    passed: check.state === 'passed',
    failed: check.state === 'failed',
  })
}

function wantedWords({ floor, threshold }: CheckResult, { rule }: Pick<Finding, 'rule'>, { terms, lang, result }: Context): string {
  if (floor === undefined || floor === 10_000) return terms.wantedAll
  return terms.wanted(formatPercent(pointsToPercent(floor), lang), threshold === undefined ? '' : thresholdWords(result.overlay, rule, floor, threshold, lang))
}

function measureWords(kind: string, good: number, total: number, { terms }: Context): string {
  const measure: Record<string, (good: number, total: number) => string> = terms.measure
  if (kind === 'expression' && total === 1) return terms.measure.holds(good)
  return (Object.hasOwn(measure, kind) ? measure[kind] : undefined)?.(good, total) ?? terms.measure.rows(good, total)
}

/** What the institution answered, with its note, person and date. */
export function answerSentences({ answer, text }: Finding, context: Context): readonly string[] {
  if (!answer) return []
  const { words, terms, lang } = context
  const reason = answer.reason === undefined ? undefined : (text.not_applicable.find((item) => item.id === answer.reason)?.[lang] ?? clip(answer.reason))
  const value = answer.value === undefined ? undefined : terms.answer[answer.value]
  return [
    ...(value === undefined ? [] : [words.gaps.answer(reason === undefined ? value : `${value} (${reason})`)]),
    ...(answer.note === undefined ? [] : [words.gaps.note(clipLong(answer.note, context))]),
    ...(answer.target === undefined ? [] : [words.gaps.target(context.longDate(answer.target))]),
    ...(answer.review ? [words.gaps.review] : []),
  ]
}

/** The verdict, what it found and the auditor's note; the rest of its grounds have a section of their own. */
function auditSentences({ audit }: Finding, context: Context): readonly string[] {
  if (!audit) return []
  const { words, terms, longDate } = context
  const to = audit.to === undefined ? '' : terms.answer[audit.to]
  const by = [clip(audit.auditor), longDate(audit.date)] as const
  if (audit.lapsed) return [words.audit.gapLapsed(verdictWords(audit, context), ...by)]
  return [
    words.gaps.audit(terms.verdict[audit.verdict], to, ...by),
    ...(audit.idle ? [`${capitalise(words.audit.nothingMark)}.`] : []),
    ...(audit.condition === undefined ? [] : [words.audit.gapCondition(clipLong(audit.condition, context))]),
    ...(audit.note === undefined || audit.note === '' ? [] : [words.gaps.auditNote(clipLong(audit.note, context))]),
  ]
}

export const messageSentence = (message: Message, finding: Finding, context: Context): string => wordMessage(context.terms.message, message, context, finding)
export const observationSentence = (observation: Message, context: Context): string => wordMessage(context.terms.observation, observation, context)

type Wording = Record<string, ((params: Record<string, unknown>) => string) | undefined>

/** Words a message by its id, its parameters put into words first; an id from a later version stands for itself. */
function wordMessage(table: unknown, message: Message, context: Context, finding?: Finding): string {
  const wording = table as Wording
  if (!Object.hasOwn(wording, message.id)) return message.id
  const params = Object.fromEntries(Object.entries(message.params).map(([name, value]) => [name, nameParam(name, value, context, finding)]))
  return wording[message.id]?.(params) ?? message.id
}

const DATES = new Set(['target', 'until', 'expired', 'limit'])

/** Ids become names, dates are written out; numbers stay numbers, for plurals. */
function nameParam(name: string, value: Message['params'][string], context: Context, finding?: Finding): unknown {
  if (Array.isArray(value)) return value.map((item) => nameParam(name.replace(/s$/, ''), item, context, finding))
  if (typeof value === 'boolean') return value ? context.words.yes : context.words.no
  if (typeof value === 'number') return value
  if (DATES.has(name)) return context.longDate(value)
  const { lang, result, terms } = context
  switch (name) {
    case 'criteria':
    case 'criterion':
      return finding?.text.criteria.find((item) => item.id === value)?.[lang] ?? value
    case 'reason':
      return finding?.text.not_applicable.find((item) => item.id === value)?.[lang] ?? clip(value)
    case 'fact':
      return result.facts.find((fact) => fact.id === value)?.question[lang] ?? value
    case 'dataset':
      return datasetName(context, value)
    case 'document':
    case 'other':
      return documentName(context, value)
    case 'rule':
    case 'from':
      return ruleNameOf(context, value)
    case 'rulebook':
      return context.assessment.results.find((item) => item.id === value)?.title[lang] ?? value
    case 'verdict':
      return Object.hasOwn(terms.verdict, value) ? terms.verdict[value as keyof typeof terms.verdict] : value
    default:
      return clip(value)
  }
}

/** `datos/hardware.csv:18`; line 0 is the file as a whole. */
export const place = (file: string, line: number): string => (line > 0 ? `${clip(file)}:${formatNumber(line).replaceAll(',', '')}` : clip(file))
