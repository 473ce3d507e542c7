// Finding[] → indices, coverage and grade, by docs/method.en.md 7–12. Pure; every printed number is rounded here, once.
import type { AuditEffect, Coverage, Finding, Grade, OutcomeCounts, Range, ScoreSet } from './model/assessment.ts'
import type { Method } from './model/rulebook.ts'
import { FULL_CREDIT } from './model/basics.ts'
import type { Outcome } from './model/vocabulary.ts'
import { differenceOneDecimal, meanOneDecimal, percent } from './util/rounding.ts'

type Ends = { readonly low: number; readonly high: number } | null

/** Σ(weight × credit) ÷ Σ weight in percent, at both ends; null when nothing weighs. */
export function index(findings: readonly Finding[], creditOf: (finding: Finding) => Ends): Range {
  let [low, high, weight] = [0, 0, 0]
  for (const finding of findings) {
    const credit = creditOf(finding)
    if (!credit) continue
    low += finding.weight * credit.low
    high += finding.weight * credit.high
    weight += finding.weight
  }
  return weight === 0 ? null : { low: percent(low, weight * FULL_CREDIT), high: percent(high, weight * FULL_CREDIT) }
}

/** Rules that count for compliance, and those that count for good practice. */
export const isMust = (finding: Finding): boolean => finding.obligation === 'must'

/** What evidence alone gives, whatever an auditor found. */
const unaudited = ({ unaudited: alone, credit }: Finding): Ends => (alone === undefined ? credit : alone)

/** All indices of some findings. With `audited`, also compliance without the verdicts. */
export function scoreSet(findings: readonly Finding[], audited = false): ScoreSet {
  const must = findings.filter(isMust)
  const levels = findings.flatMap((finding) => (finding.maturity === null ? [] : [finding.maturity]))
  return {
    compliance: index(must, (finding) => finding.credit),
    declared: index(must, (finding) => finding.declared),
    ...(audited ? { evidenced: index(must, unaudited) } : {}),
    goodPractice: index(
      findings.filter((finding) => !isMust(finding)),
      (finding) => finding.credit,
    ),
    maturity:
      levels.length === 0
        ? null
        : meanOneDecimal(
            levels.reduce((sum, level) => sum + level, 0),
            levels.length,
          ),
    weight: must.reduce((sum, finding) => sum + (finding.credit ? finding.weight : 0), 0),
    counts: counts(findings),
  }
}

/** How often the auditor agreed, and what the verdicts moved at the worst end; `scores` are those with the verdicts. */
export function auditEffectOf(findings: readonly Finding[], { compliance, evidenced }: ScoreSet): AuditEffect {
  const tally = { accept: 0, lower: 0, raise: 0, reject: 0, lapsed: 0 } satisfies AuditEffect['counts']
  for (const { audit } of findings) if (audit && !audit.idle) tally[audit.lapsed ? 'lapsed' : audit.verdict] += 1
  const standing = tally.accept + tally.lower + tally.raise + tally.reject
  return {
    counts: tally,
    agreement: standing === 0 ? null : percent(tally.accept, standing),
    effect: compliance && evidenced ? differenceOneDecimal(compliance.low, evidenced.low) : null,
  }
}

function counts(findings: readonly Finding[]): OutcomeCounts {
  const table = { satisfied: 0, partial: 0, unmet: 0, unknown: 0, 'not-applicable': 0, error: 0 } satisfies Record<Outcome, number>
  for (const finding of findings) table[finding.outcome] += 1
  return table
}

export function coverageOf(findings: readonly Finding[]): Coverage {
  const applicable = findings.filter((finding) => finding.credit !== null)
  const removed = findings.filter((finding) => finding.removed !== undefined && !finding.removed.proven)
  const weigh = (list: readonly Finding[]) => list.reduce((sum, finding) => sum + finding.weight, 0)
  const whole = weigh(applicable) + weigh(removed)
  return {
    applicable: applicable.length,
    answeredOrMeasured: applicable.filter((finding) => finding.terms.claim !== undefined || finding.terms.measured !== undefined).length,
    fullProof: applicable.filter((finding) => finding.terms.proof === 'all').length,
    removedWeight: whole === 0 ? 0 : percent(weigh(removed), whole),
  }
}

/**
 * The grade from the worst end of the headline index. A critical `must` below the cap's credit holds it at the cap's band;
 * a shortfall against a merely proposed threshold never does. Null when the index is not computable.
 */
export function gradeOf(findings: readonly Finding[], scores: ScoreSet, coverage: Coverage, method: Method): Grade {
  const of = findings.some(isMust) ? 'compliance' : 'goodPractice'
  const range = scores[of]
  if (range === null) return null
  const uncapped = method.bands.find((band) => range.low >= band.floor) ?? method.bands.at(-1)
  const cap = method.bands.find((band) => band.id === method.cap.band)
  if (!uncapped || !cap) return null
  const holding = findings.filter(
    (finding) =>
      isMust(finding) &&
      finding.severity === method.cap.severity &&
      finding.credit !== null &&
      Math.max(finding.credit.low, finding.terms.normative) < method.cap.below,
  )
  const capped = holding.length > 0 && uncapped.floor > cap.floor
  const band = capped ? cap : uncapped
  const open = findings.some((finding) => finding.outcome === 'unknown' || finding.outcome === 'error')
  const because = [...(open ? (['unknown'] as const) : []), ...(coverage.removedWeight > method.provisional_above ? (['removed-weight'] as const) : [])]
  return {
    band: band.id,
    title: band.title,
    uncapped: uncapped.id,
    cappedBy: capped ? holding.map((finding) => finding.rule) : [],
    provisional: because.length > 0,
    provisionalBecause: because,
    of,
  }
}
