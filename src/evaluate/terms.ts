// Claim, measurement and proof → credit, by the formulas of docs/method.en.md 1–5. Integers in basis points throughout.
import type { CheckResult, SlotResult, Terms } from '../model/assessment.ts'
import type { Method, Rule } from '../model/rulebook.ts'
import { FULL_CREDIT } from '../model/basics.ts'
import type { AnswerValue } from '../model/vocabulary.ts'
import { baseOf, creditOf } from '../util/credit.ts'

export type Core = Pick<Terms, 'claim' | 'measured' | 'base' | 'factor' | 'proof'> & { readonly credit?: number }

/** The credit of an answer alone. */
export const claimOf = (value: AnswerValue | undefined, method: Method): number | undefined =>
  value === undefined || value === 'not-applicable' ? undefined : method.claim[value]

/** The lowest over the checks (a passing check 1, a failing one its ratio), only when all of them could run. */
export function measuredOf(checks: readonly CheckResult[]): number | undefined {
  if (checks.length === 0 || checks.some((check) => check.state === 'unknown' || check.state === 'error')) return undefined
  return Math.min(...checks.map((check) => (check.state === 'passed' ? FULL_CREDIT : (check.ratio ?? 0))))
}

/** How much of the proof that a rule asks for is there: required documents that are current, checks that could run. */
export function proofOf(rule: Pick<Rule, 'proof'>, slots: readonly SlotResult[], checks: readonly CheckResult[]): Terms['proof'] {
  const required = slots.filter((slot) => slot.required)
  const current = required.filter((slot) => slot.state === 'current').length
  const ran = checks.filter((check) => check.state === 'passed' || check.state === 'failed').length
  if (required.length + checks.length === 0 || current + ran === 0) return 'none'
  if (rule.proof === 'any' || (current === required.length && ran === checks.length)) return 'all'
  return checks.length > 0 && ran === checks.length ? 'data' : 'some'
}

/** Base = the lower of claim and measurement; credit = base × proof factor. Without either there is no credit: unknown. */
export function coreTerms(
  rule: Pick<Rule, 'proof'>,
  claim: number | undefined,
  slots: readonly SlotResult[],
  checks: readonly CheckResult[],
  method: Method,
): Core {
  const measured = measuredOf(checks)
  const proof = proofOf(rule, slots, checks)
  const factor = method.proof[proof]
  const base = baseOf(claim, measured)
  return {
    ...(claim === undefined ? {} : { claim }),
    ...(measured === undefined ? {} : { measured }),
    proof,
    factor,
    ...(base === undefined ? {} : { base, credit: creditOf(base, factor) }),
  }
}

/** Shortfalls against merely proposed check thresholds forgiven: such checks count as passing. */
export const forgiveProposed = (checks: readonly CheckResult[]): CheckResult[] =>
  checks.map((check) => (check.state === 'failed' && check.threshold === 'proposed' && check.reason !== 'empty' ? { ...check, state: 'passed' } : check))
