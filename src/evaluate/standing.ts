// What a finding stands on: an auditor's verdict before the data, the data before the papers, the papers before a word.
import type { CheckResult, Finding, SlotResult } from '../model/assessment.ts'
import type { AuditFile, AuditVerdict } from '../model/audit.ts'
import { FULL_CREDIT, VERDICT_TEXTS } from '../model/basics.ts'
import type { AnswerRecord } from '../model/evidence.ts'
import type { Rulebook } from '../model/rulebook.ts'
import type { AnswerValue, Assurance, Outcome } from '../model/vocabulary.ts'
import { judgedDigest } from '../util/judged-digest.ts'
import { claimOf, type Core } from './terms.ts'

/** The outcome of a rule that counts, by its credit in basis points; undefined credit is unknown. */
export function outcomeOf(credit: number | undefined): Outcome {
  if (credit === undefined) return 'unknown'
  if (credit === FULL_CREDIT) return 'satisfied'
  return credit === 0 ? 'unmet' : 'partial'
}

/** A verdict over an answer or evidence that has changed since it was judged. One that names no digest never lapses. */
export const hasLapsed = (verdict: AuditVerdict | undefined, digests: Pick<Finding['digests'], 'answer' | 'evidence'>): boolean =>
  verdict?.evidence !== undefined && verdict.evidence !== judgedDigest(digests)

/**
 * An auditor's verdict replaces the credit: accepted, what was claimed or measured counts in full; lowered or raised, as that
 * answer, never above the credit that stood and never below what was claimed or measured; rejected, nothing. Nothing said and nothing
 * measured stays unknown.
 */
export function auditedCredit(verdict: AuditVerdict, core: Core, method: Rulebook['method']): number | undefined {
  switch (verdict.verdict) {
    case 'accept':
      return core.base
    case 'lower':
      return Math.min(claimOf(verdict.to ?? 'no', method) ?? 0, core.credit ?? method.claim.yes)
    case 'raise':
      return Math.max(claimOf(verdict.to, method) ?? 0, core.base ?? 0)
    case 'reject':
      return 0
  }
}

/** The answer that a verdict leaves standing. */
export function standingAnswer(verdict: AuditVerdict, said: AnswerValue | undefined): AnswerValue | undefined {
  if (verdict.verdict === 'reject') return 'no'
  if (verdict.verdict === 'lower') return verdict.to ?? 'no'
  return verdict.verdict === 'raise' ? (verdict.to ?? said) : said
}

/** A verdict as a finding carries it, also one that has lapsed or is over nothing that applies: who gave it and when, from the file where it does not say itself. */
export const auditOf = (
  verdict: AuditVerdict,
  { auditor, date }: AuditFile,
  { lapsed, idle }: { readonly lapsed: boolean; readonly idle: boolean },
): NonNullable<Finding['audit']> => ({
  verdict: verdict.verdict,
  ...(verdict.to === undefined ? {} : { to: verdict.to }),
  ...Object.fromEntries(VERDICT_TEXTS.flatMap((part) => (verdict[part] === undefined ? [] : [[part, verdict[part]]]))),
  auditor: verdict.auditor ?? auditor,
  date: verdict.date ?? date,
  ...(verdict.evidence === undefined ? {} : { evidence: verdict.evidence }),
  ...(lapsed ? { lapsed } : {}),
  ...(idle ? { idle } : {}),
})

/** What was computed from rows is verified; a signed declaration that there were none is a document; a table without rows proves nothing. */
export function assuranceOf(
  audited: boolean,
  core: Core,
  answer: AnswerRecord | undefined,
  slots: readonly SlotResult[],
  checks: readonly CheckResult[],
): Assurance {
  if (audited) return 'audited'
  if (core.measured !== undefined) {
    if (checks.some((check) => check.reason !== 'empty')) return 'verified'
    if (checks.some((check) => check.state === 'passed')) return 'documented'
  }
  if (answer?.value === undefined) return 'none'
  return slots.some((slot) => slot.required && slot.state === 'current') ? 'documented' : 'declared'
}
