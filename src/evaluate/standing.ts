// What a finding stands on: an auditor's verdict before the data, the data before the papers, the papers before a word.
import type { CheckResult, SlotResult } from '../model/assessment.ts'
import { FULL_CREDIT } from '../model/basics.ts'
import type { AnswerRecord, AuditFile } from '../model/evidence.ts'
import type { Rulebook } from '../model/rulebook.ts'
import type { AnswerValue, Assurance, Outcome } from '../model/vocabulary.ts'
import { claimOf, type Core } from './terms.ts'

export type Verdict = AuditFile['verdicts'][string]

/** The outcome of a rule that counts, by its credit in basis points; undefined credit is unknown. */
export function outcomeOf(credit: number | undefined): Outcome {
  if (credit === undefined) return 'unknown'
  if (credit === FULL_CREDIT) return 'satisfied'
  return credit === 0 ? 'unmet' : 'partial'
}

/** An auditor's verdict replaces the credit: accepted, what was claimed or measured counts in full; lowered, as that answer; rejected, nothing. Nothing said and nothing measured stays unknown. */
export function auditedCredit(verdict: Verdict, core: Core, method: Rulebook['method']): number | undefined {
  if (verdict.verdict === 'reject') return 0
  if (verdict.verdict === 'lower') return Math.min(claimOf(verdict.to ?? 'no', method) ?? 0, core.base ?? method.claim.yes)
  return core.base
}

/** The answer that a verdict leaves standing. */
export const standingAnswer = (verdict: Verdict, said: AnswerValue | undefined): AnswerValue | undefined =>
  verdict.verdict === 'reject' ? 'no' : verdict.verdict === 'lower' ? (verdict.to ?? 'no') : said

/** What was computed from rows is verified; a signed declaration that there were none is a document. */
export function assuranceOf(
  audited: boolean,
  core: Core,
  answer: AnswerRecord | undefined,
  slots: readonly SlotResult[],
  checks: readonly CheckResult[],
): Assurance {
  if (audited) return 'audited'
  if (core.measured !== undefined) return checks.every((check) => check.reason === 'empty') ? 'documented' : 'verified'
  if (answer?.value === undefined) return 'none'
  return slots.some((slot) => slot.required && slot.state === 'current') ? 'documented' : 'declared'
}
