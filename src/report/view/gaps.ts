// Gaps in detail: one block per gap that was found, and one table for what nobody has answered yet.
import type { CheckResult, FailedRow, Finding } from '../../model/assessment.ts'
import type { Basis } from '../../model/rulebook.ts'
import { tailoredSeverity } from '../overlay.ts'
import { gapName } from '../gap-name.ts'
import { actionOf } from './actions.ts'
import { code, date, paragraph, row, section, table, tableBlock, text } from './blocks.ts'
import {
  anchor,
  clip,
  clipLong,
  datasetName,
  findingOf,
  gapsInOrder,
  instrumentName,
  isIndirect,
  ownerName,
  ruleCell,
  tagsOf,
  type Context,
} from './context.ts'
import { foundSentences, place } from './sentences.ts'
import type { GapView, Section, Table } from './types.ts'
import { locator } from '../../i18n/locator.ts'

/** Failing rows shown per check; the assessment holds up to a thousand. */
const ROWS_SHOWN = 10
const HIDDEN = '•••'

export function gapSections(context: Context): readonly Section[] {
  const { words, result } = context
  const gaps = gapsInOrder(result)
  if (gaps.length === 0) return []
  const found = gaps.filter((finding) => finding.outcome !== 'unknown')
  const undetermined = gaps.filter((finding) => finding.outcome === 'unknown')
  return [
    ...(found.length === 0
      ? []
      : [
          section(
            3,
            anchor(result, 'brechas'),
            words.gaps.title,
            [
              paragraph(words.gaps.intro(found.length, undetermined.length)),
              ...found.map((finding) => ({ kind: 'gap' as const, gap: gapView(finding, context) })),
            ],
            { page: true },
          ),
        ]),
    ...(undetermined.length === 0
      ? []
      : [
          section(
            3,
            anchor(result, 'sin-determinar'),
            words.gaps.undetermined,
            [paragraph(words.gaps.undeterminedIntro(undetermined.length)), undeterminedTable(undetermined, context)],
            { page: found.length === 0 },
          ),
        ]),
  ]
}

function gapView(finding: Finding, context: Context): GapView {
  const { words, terms, pick, longDate, result } = context
  const { gaps: w } = words
  const { remedy } = finding.text
  const step = result.plan.find((item) => item.rule === finding.rule)
  const failing = finding.checks.filter((check) => (check.failed?.rows.length ?? 0) > 0)
  return {
    anchor: anchor(result, finding.rule),
    rule: finding.rule,
    heading: `${finding.rule}${isIndirect(finding) ? ' ◇' : ''} · ${gapName(finding, context.lang)}`,
    title: pick(finding.text.title),
    outcome: finding.outcome,
    outcomeWord: terms.outcome[finding.outcome],
    tagsLine: [
      terms.obligation[finding.obligation],
      `${words.method.severity.toLowerCase()} ${terms.severity[finding.severity].toLowerCase()}`,
      terms.assurance[finding.assurance].toLowerCase(),
      ...(finding.maturity === null ? [] : [w.maturity(finding.maturity).toLowerCase()]),
    ],
    tags: tagsOf(finding, context),
    waived: finding.waiver ? words.waivedUntil(longDate(finding.waiver.expiresAt)) : null,
    requirement: pick(finding.text.requirement),
    basis: finding.text.basis.map((basis) => basisSentence(basis, context)),
    why: [pick(finding.text.why), tailoredSeverity(result.overlay, finding.rule, context.lang)].filter((text) => text !== '').join(' '),
    found: [...foundSentences(finding, context), ...waiverSentences(finding, context)],
    rows: failing.map((check) => failedTable(check, context)),
    action: actionOf(finding, context),
    remedy: [
      { label: words.decision.owner, value: ownerName(context, remedy.owner) },
      ...(finding.answer?.responsible === undefined ? [] : [{ label: words.gaps.assignedTo, value: clip(finding.answer.responsible) }]),
      { label: words.decision.due, value: longDate(step?.due ?? remedy.due) },
      { label: words.decision.effort, value: `${terms.effort[step?.effort ?? remedy.effort].toLowerCase()}${remedy.free ? `; ${words.gaps.free}` : ''}` },
      ...(step && step.gain > 0 ? [{ label: words.decision.gain, value: w.gain(words.points(step.gain)) }] : []),
    ],
    labels: { requirement: w.requirement, why: w.why, found: w.found, remedy: w.remedy },
  }
}

/** `Normas generales TIC 2017, resumen, párr. 6 (leído en una fuente secundaria)`; no locator is made up. */
export function basisSentence(basis: Basis, context: Context): string {
  const { terms, pick, words, longDate, options } = context
  const where = locator(basis.at, context.lang)
  const force = [
    ...(basis.in_force_from === undefined ? [] : [words.gaps.inForceFrom(longDate(basis.in_force_from))]),
    ...(basis.in_force_to === undefined ? [] : [words.gaps.inForceTo(longDate(basis.in_force_to))]),
  ]
  const note = basis.note === undefined || options.level !== 'full' ? '' : ` ${pick(basis.note)}`
  return `${instrumentName(context, basis.instrument)}${where} (${[terms.reading[basis.read], ...force].join('; ')}).${note}`
}

function waiverSentences({ waiver }: Finding, context: Context): readonly string[] {
  if (!waiver) return []
  const { words, longDate } = context
  return [words.gaps.waiver(clip(waiver.reason, 300).replace(/\.$/, ''), clip(waiver.approvedBy), longDate(waiver.approvedAt), longDate(waiver.expiresAt))]
}

function failedTable({ failed, label, file, dataset }: CheckResult, context: Context): Table {
  const {
    words: { gaps: w },
    terms,
    pick,
  } = context
  const shown = (failed?.rows ?? []).slice(0, ROWS_SHOWN)
  const withValue = shown.some((item) => item.value !== undefined)
  const more = failed && failed.count > shown.length ? ` ${terms.moreRows(shown.length, failed.count)}` : ''
  return table(
    `${pick(label)}.${more}`,
    [w.place, w.key, w.column, ...(withValue ? [w.value] : [])],
    shown.map((item) =>
      row([
        code(place(file ?? dataset, item.line)),
        text(clip(item.key)),
        text(clip(item.columns.join(', '))),
        ...(withValue ? [text(shownValue(item, context))] : []),
      ]),
    ),
  )
}

function shownValue(item: FailedRow, { options, words }: Context): string {
  if (item.value === undefined) return words.none
  return item.sensitive && (options.publishable || options.maskSensitive) ? HIDDEN : clip(item.value)
}

function undeterminedTable(findings: readonly Finding[], context: Context) {
  const { words, terms, pick } = context
  return tableBlock(
    words.gaps.undetermined,
    [`${words.topics.rule}*`, `${words.gaps.asked}*`, words.decision.owner, words.decision.due],
    findings.map((finding) =>
      row(
        [
          ruleCell(
            finding,
            context,
            `${terms.obligation[finding.obligation]} · ${terms.severity[finding.severity].toLowerCase()}. ${pick(finding.text.question)}`,
          ),
          text(askedFor(finding, context)),
          text(ownerName(context, finding.text.remedy.owner)),
          date(findingOf(context, finding.rule)?.text.remedy.due ?? ''),
        ],
        tagsOf(finding, context),
        anchor(context.result, finding.rule),
      ),
    ),
    false,
  )
}

/** What would support an answer: documents by title, tables by name. */
function askedFor(finding: Finding, context: Context): string {
  const { words, pick } = context
  const documents = finding.slots.filter((slot) => slot.required).map((slot) => pick(slot.title))
  const tables = [...new Set(finding.checks.map((check) => datasetName(context, check.dataset)))].map((name) => words.gaps.table(name))
  const asked = [...documents, ...tables]
  return asked.length === 0 ? words.gaps.nothingAsked : clipLong(asked.join('; '), context)
}
