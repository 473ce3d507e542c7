// What to do about a gap. The rule's remedy, unless all that is missing is a paper: then what that paper needs.
import type { Finding, SlotResult } from '../../model/assessment.ts'
import { FULL_CREDIT } from '../../model/basics.ts'
import { clip, instrumentName, kindName, type Context } from './context.ts'

/** A document's title in an action; the whole of it stands in what was found. */
const LONGEST_NAME = 110
/** Most documents named in one action; the rest stand in what was found. */
const NAMED = 2

/** The action in words. When answer and data already hold and only documents fall short, it says what to do with each. */
export function actionOf(finding: Finding, context: Context): string {
  const short = finding.slots.filter((slot) => slot.required && slot.state !== 'current')
  const holds = finding.terms.base === FULL_CREDIT && finding.outcome === 'partial' && finding.checks.every((check) => check.state === 'passed')
  if (!holds || short.length === 0) return context.pick(finding.text.remedy.action)
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
