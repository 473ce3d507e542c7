// Annex: every rule with the terms of its credit, the facts, and what does not apply and why.
import { formatCredit, formatPoints } from '../../i18n/format.ts'
import type { Finding } from '../../model/assessment.ts'
import { number, outcomeCell, paragraph, row, section, tableBlock, text } from './blocks.ts'
import { anchor, clip, ruleCell, tagsOf, type Context } from './context.ts'
import type { Section } from './types.ts'

export function ruleSections(context: Context): readonly Section[] {
  const { words, result } = context
  const { rules: w } = words
  const removed = result.findings.filter((finding) => finding.removed)
  return [
    section(
      3,
      anchor(result, 'requisitos'),
      w.title,
      [
        paragraph(w.intro),
        tableBlock(
          w.caption,
          [`${w.rule}*`, w.outcome, `${w.weight}#`, `${w.claim}#`, `${w.measured}#`, `${w.factor}#`, `${w.credit}#`],
          result.findings.map((finding) => termsRow(finding, context)),
          false,
        ),
      ],
      { page: true },
    ),
    ...(removed.length === 0
      ? []
      : [
          section(3, anchor(result, 'no-aplican'), w.removed, [
            tableBlock(
              w.removedCaption,
              [w.rule, w.by, `${w.reason}*`, w.proven],
              removed.map((finding) => removedRow(finding, context)),
              false,
            ),
          ]),
        ]),
    ...(result.facts.length === 0
      ? []
      : [
          section(3, anchor(result, 'datos'), w.facts, [
            tableBlock(
              w.factsCaption,
              [`${w.fact}*`, w.value],
              result.facts.map((fact) => row([text(context.pick(fact.question)), text(factValue(fact.value, context))])),
              false,
            ),
          ]),
        ]),
  ]
}

function termsRow(finding: Finding, context: Context) {
  const { words, terms, lang } = context
  const points = (value: number | undefined) => number(value === undefined ? words.none : formatPoints(value, lang))
  const applies = finding.outcome !== 'not-applicable'
  const support = [
    terms.assurance[finding.assurance],
    ...(finding.maturity === null ? [] : [words.gaps.maturity(finding.maturity).toLowerCase()]),
    ...(finding.terms.verdict === undefined ? [] : [`${words.rules.verdict.toLowerCase()}: ${terms.verdict[finding.terms.verdict]}`]),
    ...(finding.waiver ? [words.waived] : []),
  ]
  return row(
    [
      ruleCell(finding, context, `${terms.obligation[finding.obligation]} · ${terms.severity[finding.severity].toLowerCase()}`),
      outcomeCell(finding.outcome, terms.outcome[finding.outcome], applies ? support.join(' · ') : null),
      number(String(finding.weight)),
      points(applies ? finding.terms.claim : undefined),
      points(applies ? finding.terms.measured : undefined),
      points(applies ? finding.terms.factor : undefined),
      number(formatCredit(finding.credit, lang, words.none)),
    ],
    tagsOf(finding, context),
  )
}

/** Why a finding does not apply: the reason that was given, or the fact with its value; empty when there is nothing to add. */
export function removedReason({ removed }: Finding, context: Context): string {
  const fact = removed?.fact === undefined ? undefined : context.result.facts.find((item) => item.id === removed.fact)
  return removed?.reason ? context.pick(removed.reason) : fact ? `${context.pick(fact.question)} ${factValue(fact.value, context)}` : ''
}

function removedRow(finding: Finding, context: Context) {
  const { words, terms } = context
  const removed = finding.removed
  const reason = removedReason(finding, context) || words.none
  return row(
    [
      ruleCell(finding, context),
      text(removed ? terms.removedBy[removed.by] : words.none),
      text(clip(reason, 300)),
      text(removed?.proven ? words.yes : words.no),
    ],
    tagsOf(finding, context),
  )
}

function factValue(value: boolean | number | string | null, { words }: Context): string {
  if (value === null) return words.rules.unanswered
  if (typeof value === 'boolean') return value ? words.yes : words.no
  return clip(String(value))
}
