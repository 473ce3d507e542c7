// What to do about a gap. The rule's remedy where the gap is shown; else what would prove, or first an answer.
import type { CheckResult, Finding, SlotResult } from '../../model/assessment.ts'
import { groundOf } from '../../model/ground.ts'
import { missingTables } from '../../model/missing-tables.ts'
import { clip, datasetTitle, instrumentName, kindName, type Context } from './context.ts'
import { locator } from '../../i18n/locator.ts'

/** A document's title in an action; the whole of it stands in what was found. */
const LONGEST_NAME = 110
/** Most documents named in one action; the rest stand in what was found. */
const NAMED = 2

/** The action in words, as the plan says what closes the gap. */
export function actionOf(finding: Finding, context: Context): string {
  const by = context.result.plan.find((item) => item.rule === finding.rule)?.by
  if (by === 'criteria') return context.terms.criteriaAction(finding.locations.map(({ file, line }) => `${file}:${line}`))
  const proof = by === 'papers' ? proofActions(finding, context) : []
  return proof.length === 0 ? remedyOf(finding, context) : proof.join(' ')
}

/** The remedy, after what must be settled before anybody knows whether it is needed. */
function remedyOf(finding: Finding, { pick, terms, result }: Context): string {
  const action = pick(finding.text.remedy.action)
  const ground = groundOf(finding)
  if (ground === 'unanswered') return terms.firstAction.answer(action)
  if (ground !== 'undetermined' && ground !== 'broken') return action
  const unknown = finding.messages.find(({ id }) => id === 'when-unknown')?.params['fact']
  const fact = result.facts.find(({ id }) => id === unknown)
  if (fact) return terms.firstAction.fact(action, pick(fact.question))
  return finding.answer?.value === undefined ? terms.firstAction.answer(action) : terms.firstAction.amend(action)
}

/** What proves and is not there: documents, tables nobody handed in, tables that do not let a check run. */
function proofActions(finding: Finding, context: Context): readonly string[] {
  const short = finding.slots.filter((slot) => slot.required && slot.state !== 'current')
  const open = finding.checks.filter((check) => check.state !== 'passed')
  const missing = [...new Set(open.flatMap(missingTables))].map((id) => tableAt(id, `datos/${id}.csv`, context))
  return [
    ...short.slice(0, NAMED).map((slot) => slotAction(slot, context)),
    ...(missing.length === 0 ? [] : [context.terms.tablesAction(missing)]),
    ...new Set(open.flatMap((check) => tableAction(check, context))),
  ]
}

const tableAt = (id: string, path: string, context: Context): string => `${datasetTitle(context, id)} (${clip(path)})`

function tableAction({ reason, dataset, file, detail = [] }: CheckResult, context: Context): readonly string[] {
  if (reason === undefined || reason === 'dataset-missing') return []
  return [
    context.terms.tableAction[reason](
      tableAt(dataset, file ?? `datos/${dataset}.csv`, context),
      detail.map((item) => clip(item)),
    ),
  ]
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
  return `${instrumentName(context, basis.instrument)}${locator(basis.at, context.lang)}`
}
