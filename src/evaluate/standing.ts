// What a finding stands on: an auditor's verdict before the data, the data before the papers, the papers before a word.
import type { Finding } from '../model/assessment.ts'
import type { AuditFile, AuditVerdict } from '../model/audit.ts'
import { FULL_CREDIT, VERDICT_TEXTS } from '../model/basics.ts'
import type { Rulebook } from '../model/rulebook.ts'
import type { AnswerValue, Assurance, Outcome } from '../model/vocabulary.ts'
import { judgedDigest } from '../util/judged-digest.ts'
import { isDoubtful, type Applies } from './applicability.ts'
import type { Ground } from './ground.ts'
import { claimOf, type Core } from './terms.ts'

/** What a rule comes to: out of the sum, or a credit in basis points, undefined where nobody can tell. */
export interface Standing {
  readonly outcome: Outcome
  readonly credit: number | undefined
  readonly removed: Finding['removed']
}

/** By answer, papers and data alone. */
export function standingAlone({ reading, slots, checks, core }: Ground, applicable: Applies, removed: Finding['removed']): Standing {
  const broken = reading.state === 'error' || checks.some((check) => check.state === 'error') || slots.some((slot) => slot.state === 'unreadable')
  if (broken && !removed) return { outcome: 'error', credit: undefined, removed }
  return standingOf(removed, isDoubtful(applicable) ? undefined : core.credit)
}

/** By a verdict that counts. One that does not accept puts back what the answer took out. */
export const standingAudited = (verdict: AuditVerdict, { removed }: Standing, core: Core, method: Rulebook['method']): Standing =>
  standingOf(verdict.verdict === 'accept' ? removed : undefined, auditedCredit(verdict, core, method))

const standingOf = (removed: Finding['removed'], credit: number | undefined): Standing => ({
  outcome: removed ? 'not-applicable' : outcomeOf(credit),
  credit,
  removed,
})

function outcomeOf(credit: number | undefined): Outcome {
  if (credit === undefined) return 'unknown'
  if (credit === FULL_CREDIT) return 'satisfied'
  return credit === 0 ? 'unmet' : 'partial'
}

/** The worst and the best that a credit can be; null for what is out of the sum. */
export function rangeOf({ removed, credit }: Pick<Standing, 'removed' | 'credit'>): Finding['credit'] {
  if (removed) return null
  return credit === undefined ? { low: 0, high: FULL_CREDIT } : { low: credit, high: credit }
}

/** Whether a verdict counts, has lapsed, or could change nothing. One that names no digest never lapses. */
export type Force = 'counts' | 'lapsed' | 'idle'

export function forceOf(verdict: AuditVerdict, judged: Omit<Finding['digests'], 'rule'>, { removed }: Standing, core: Core): Force {
  if (verdict.evidence !== undefined && verdict.evidence !== judgedDigest(judged)) return 'lapsed'
  // It may put back what an answer took out, but not what the scope or a fact did.
  if (removed) return removed.by === 'answer' ? 'counts' : 'idle'
  // Where there is no valid answer or measurement there is nothing to accept.
  return verdict.verdict === 'accept' && core.base === undefined ? 'idle' : 'counts'
}

/**
 * An auditor's verdict replaces the credit: accepted, what was claimed or measured counts in full; lowered or raised, as that
 * answer, never above the credit that stood and never below what was claimed or measured; rejected, nothing. Nothing said and nothing
 * measured stays unknown.
 */
function auditedCredit(verdict: AuditVerdict, core: Core, method: Rulebook['method']): number | undefined {
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
function standingAnswer(verdict: AuditVerdict, said: AnswerValue | undefined): AnswerValue | undefined {
  if (verdict.verdict === 'reject') return 'no'
  if (verdict.verdict === 'lower') return verdict.to ?? 'no'
  return verdict.verdict === 'raise' ? (verdict.to ?? said) : said
}

/** A verdict as a finding carries it, whatever its force: who gave it and when, from the file where it does not say itself. */
export const auditOf = (verdict: AuditVerdict, { auditor, date }: AuditFile, force: Force): NonNullable<Finding['audit']> => ({
  verdict: verdict.verdict,
  ...(verdict.to === undefined ? {} : { to: verdict.to }),
  ...Object.fromEntries(VERDICT_TEXTS.flatMap((part) => (verdict[part] === undefined ? [] : [[part, verdict[part]]]))),
  auditor: verdict.auditor ?? auditor,
  date: verdict.date ?? date,
  ...(verdict.evidence === undefined ? {} : { evidence: verdict.evidence }),
  ...(force === 'counts' ? {} : { [force]: true }),
})

/**
 * What a finding rests on. What was computed from rows is verified; a signed declaration that there were none is a document; a table
 * without rows proves nothing.
 */
export function assuranceOf({ removed }: Standing, verdict: AuditVerdict | undefined, { answer, slots, checks, core }: Ground): Assurance {
  if (removed) return removed.by === 'answer' ? 'declared' : 'none'
  if (verdict) return 'audited'
  if (core.measured !== undefined) {
    if (checks.some((check) => check.reason !== 'empty')) return 'verified'
    if (checks.some((check) => check.state === 'passed')) return 'documented'
  }
  if (answer?.value === undefined) return 'none'
  return slots.some((slot) => slot.required && slot.state === 'current') ? 'documented' : 'declared'
}

/** Level 0–5 of a rule that counts (docs/method.en.md 12); null when it is out of the sum. `before` is its level in the previous assessment. */
export function maturityOf(
  { removed, credit }: Standing,
  verdict: AuditVerdict | undefined,
  { answer, slots, checks, core }: Ground,
  before: number | undefined,
): number | null {
  if (removed) return null
  const value = verdict ? standingAnswer(verdict, answer?.value) : answer?.value
  const upheld = verdict?.verdict === 'accept' || verdict?.verdict === 'raise'
  const sustained = before !== undefined && before >= 4 ? 5 : 4
  if (credit === undefined || value === 'no' || (value === undefined && core.measured === undefined)) return 0
  if (value === 'planned') return 1
  if (upheld && (value === 'yes' || (value === undefined && core.measured === FULL_CREDIT))) return sustained
  if (checks.some((check) => check.state === 'failed')) return 2
  const required = slots.filter((slot) => slot.required)
  const current = required.filter((slot) => slot.state === 'current').length
  if (value === 'partial') return current > 0 || core.measured !== undefined ? 2 : 1
  const declaredNone = checks.length > 0 && checks.every((check) => check.reason === 'empty')
  if (declaredNone) return 3
  if (core.measured !== undefined) return sustained
  return required.length > 0 && current === required.length ? 3 : 2
}
