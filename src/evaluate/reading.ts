// What an answer amounts to beside the data, and what takes a rule out of the sum.
import type { CheckResult, Finding } from '../model/assessment.ts'
import type { AnswerRecord, Evidence } from '../model/evidence.ts'
import type { FindingMessage } from '../model/messages.ts'
import type { Rule, Rulebook } from '../model/rulebook.ts'
import type { Applies } from './applicability.ts'
import { slotResults, type SlotWorld } from './slots.ts'

/** What an answer amounts to, and what there is to say about it. */
export interface Reading {
  readonly state: 'claims' | 'none' | 'error' | 'not-applicable'
  readonly againstData: boolean
  readonly messages: readonly FindingMessage[]
}

/** What an answer amounts to: a yes with an open criterion, or a not-applicable without a listed reason, is an error in the answer. */
export function readAnswer(rule: Rule, answer: AnswerRecord | undefined, checks: readonly CheckResult[], evidence: Evidence): Reading {
  const say = (state: Reading['state'], ...messages: FindingMessage[]): Reading => ({ state, againstData: false, messages })
  if (answer?.value === undefined) return say('none')
  if (answer.value === 'yes') {
    const open = rule.criteria.map((criterion) => criterion.id).filter((id) => answer.criteria?.[id] !== true)
    return open.length > 0 ? say('error', { id: 'answer-criteria-open', params: { criteria: open } }) : say('claims')
  }
  if (answer.value !== 'not-applicable') return say('claims')
  if (rule.not_applicable === undefined) return say('error', { id: 'answer-na-not-allowed', params: {} })
  if (answer.reason === undefined) return say('error', { id: 'answer-reason-missing', params: {} })
  if (!rule.not_applicable.some((reason) => reason.id === answer.reason))
    return say('error', { id: 'answer-reason-unlisted', params: { reason: answer.reason } })
  // Rows that a check found good show that what is said not to apply is there.
  const found = checks.find((check) => (check.good ?? 0) > 0 && check.reason !== 'empty')
  const against = found && evidence.datasets[found.dataset]
  if (!against) return say('not-applicable')
  return { state: 'none', againstData: true, messages: [{ id: 'answer-na-against-data', params: { dataset: against.id, rows: against.rows.length } }] }
}

/** What takes a rule out of the denominator: a fact or the scope, with whether it is proven, or an answer that gives a listed reason. */
export function removal(
  rule: Rule,
  applicable: Applies,
  { answer, reading }: { readonly answer: AnswerRecord | undefined; readonly reading: Reading },
  rulebook: Rulebook,
  world: SlotWorld,
): Finding['removed'] {
  if (!applicable.applies) {
    const { by, fact } = applicable
    return { by, ...(fact === undefined ? {} : { fact }), proven: by !== 'fact' || isProven(fact, rulebook, world) }
  }
  if (reading.state !== 'not-applicable') return undefined
  const reason = rule.not_applicable?.find((candidate) => candidate.id === answer?.reason)
  return { by: 'answer', proven: false, ...(reason ? { reason: { es: reason.es, en: reason.en } } : {}) }
}

/** Whether the document that proves a fact is there and in force: any rule that asks for it says which. */
function isProven(id: string | undefined, { facts, rules }: Rulebook, world: SlotWorld): boolean {
  const proof = facts.find((fact) => fact.id === id)?.proof
  const asked = proof === undefined ? undefined : rules.flatMap(({ documents }) => documents).find(({ slot }) => slot === proof)
  return asked !== undefined && slotResults([asked], undefined, world)[0]?.state === 'current'
}

/** A yes that the data belie. */
export const contradicted = (answer: AnswerRecord | undefined, checks: readonly CheckResult[]): boolean =>
  answer?.value === 'yes' && checks.some((check) => check.state === 'failed')
