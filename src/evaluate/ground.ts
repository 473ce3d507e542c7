// What a rule is judged by: whose answer counts, which papers and data stand beside it, and the terms of the credit that follow.
import { runCheck, type CheckWorld } from '../checks/run-check.ts'
import type { CheckResult, SlotResult } from '../model/assessment.ts'
import type { AnswerRecord, Evidence } from '../model/evidence.ts'
import type { Rule, Rulebook } from '../model/rulebook.ts'
import { readAnswer, type Reading } from './reading.ts'
import { slotResults, type SlotWorld } from './slots.ts'
import { claimOf, coreTerms, forgiveProposed, type Core } from './terms.ts'

export interface Ground {
  /** The rule whose answer counts. */
  readonly from: string
  readonly answer: AnswerRecord | undefined
  readonly slots: readonly SlotResult[]
  readonly checks: readonly CheckResult[]
  readonly reading: Reading
  readonly core: Core
}

export function groundOf(rule: Rule, rulebook: Rulebook, world: SlotWorld): Ground {
  const from = speaker(rule, world.evidence)
  const answer = world.evidence.answers[from]
  const slots = slotResults(rule.documents, answer, world)
  const checks = rule.checks.map((use) => runCheck(use, checkWorld(slots, rulebook, world)))
  const reading = readAnswer(rule, answer, checks, world.evidence)
  const claim = reading.state === 'claims' ? claimOf(answer?.value, rulebook.method) : undefined
  return { from, answer, slots, checks, reading, core: coreTerms(rule, claim, slots, checks, rulebook.method) }
}

/** The credit as it would be without any merely proposed threshold or age: what a grade cap looks at. */
export function forgivenCredit(rule: Rule, { answer, checks, core }: Ground, { method }: Rulebook, world: SlotWorld): number {
  const lenient = slotResults(rule.documents, answer, world, true)
  return coreTerms(rule, core.claim, lenient, forgiveProposed(checks), method).credit ?? 0
}

/** Whose answer counts: the rule's own, or the one of the rule that it shares its answer with. */
function speaker({ id, shares }: Rule, { answers }: Evidence): string {
  if (shares === undefined || answers[id]?.value !== undefined) return id
  return answers[shares]?.value === undefined && answers[id] !== undefined ? id : shares
}

const checkWorld = (slots: readonly SlotResult[], rulebook: Rulebook, { evidence, asOf }: SlotWorld): CheckWorld => ({
  datasets: evidence.datasets,
  defs: rulebook.datasets,
  asOf,
  period: evidence.manifest.period,
  extraHolidays: rulebook.extra_holidays,
  slotIsCurrent: (name) => slots.some((slot) => slot.slot === name && slot.state === 'current'),
})
