// What to do about a gap. The rule's remedy, unless all that is missing is a paper: then what that paper needs.
import type { Finding, SlotResult } from '../../model/assessment.ts'
import { clip, instrumentName, kindName, type Context } from './context.ts'

/** A document's title in an action; the whole of it stands in what was found. */
const LONGEST_NAME = 110
/** Most documents named in one action; the rest stand in what was found. */
const NAMED = 2

/** The action in words, as the plan says what closes the gap. */
export function actionOf(finding: Finding, context: Context): string {
  const step = context.result.plan.find((item) => item.rule === finding.rule)
  if (step?.by === 'criteria') return context.terms.criteriaAction(finding.locations.map(({ file, line }) => `${file}:${line}`))
  const short = finding.slots.filter((slot) => slot.required && slot.state !== 'current')
  if (step?.by !== 'papers' || short.length === 0) return context.pick(finding.text.remedy.action)
  return short
    .slice(0, NAMED)
    .map((slot) => slotAction(slot, context))
    .join(' ')
}

function slotAction(slot: SlotResult, context: Context): string {
  const { terms, pick } = context
  return terms.documentAction[slot.state]({
    name: clip(pick(slot.title), LONGEST_NAME),
    path: clip(slot.path ?? ''),
    detail: (slot.detail ?? []).map((field) => terms.field[field] ?? clip(field)),
    kinds: slot.kinds.map((kind) => kindName(context, kind)),
  })
}

/** The shortest citation of why: the basis that the rule's author put first, with the locator that the source gives. */
export function citation(finding: Finding, context: Context): string {
  const basis = finding.text.basis[0]
  if (!basis) return ''
  return `${instrumentName(context, basis.instrument)}${basis.at === undefined ? '' : `, ${basis.at}`}`
}
