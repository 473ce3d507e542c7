// The action plan: the steps in their order, with the running index that the assessment holds.
import { formatNumber, formatPercent } from '../../i18n/format.ts'
import type { PlanStep } from '../../model/assessment.ts'
import { actionOf } from './actions.ts'
import { date, number, paragraph, row, section, tableBlock, text } from './blocks.ts'
import { anchor, findingOf, isBlank, ownerName, ruleName, tagsOf, type Context } from './context.ts'
import type { Section } from './types.ts'

const TOP = 10

export function planSections(context: Context): readonly Section[] {
  const { words, result, options, lang } = context
  if (result.plan.length === 0 || (isBlank(result) && options.level !== 'full')) return []
  const { plan: w } = words
  const shown = options.level === 'executive' ? result.plan.slice(0, TOP) : result.plan
  const low = result.scores.compliance?.low
  const end = result.plan.at(-1)?.running
  return [
    section(
      3,
      anchor(result, 'plan'),
      w.title,
      [
        paragraph(low === undefined || end === undefined || end === null ? w.introNoMust : w.intro(formatPercent(low, lang), formatPercent(end, lang))),
        paragraph(w.gainNote, 'quiet'),
        ...(shown.length < result.plan.length ? [paragraph(w.top(shown.length, result.plan.length), 'quiet')] : []),
        tableBlock(
          w.caption,
          [`${w.step}#`, `${w.measure}*`, w.owner, w.due, w.effort, `${w.gain}#`, `${w.running}#`],
          shown.map((step, index) => planRow(step, index + 1, context)),
          false,
        ),
      ],
      { page: true },
    ),
  ]
}

function planRow(step: PlanStep, place: number, context: Context) {
  const { words, terms, lang } = context
  const finding = findingOf(context, step.rule)
  const name = finding ? ruleName(finding, context) : step.rule
  const notes = [terms.obligation[step.obligation], ...(finding?.waiver ? [words.waivedUntil(context.longDate(finding.waiver.expiresAt))] : [])]
  return row(
    [
      number(String(place)),
      { ...text(finding ? actionOf(finding, context) : '', `${name} · ${notes.join(' · ')}`), names: 'sub' },
      text(ownerName(context, step.owner)),
      date(step.due),
      text(terms.effort[step.effort]),
      number(step.gain > 0 ? `+${formatNumber(step.gain, 1)}` : words.none),
      number(step.running === null || step.obligation !== 'must' ? words.none : formatPercent(step.running, lang)),
    ],
    finding ? tagsOf(finding, context) : null,
  )
}
