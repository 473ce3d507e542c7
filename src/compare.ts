// What changed between an earlier state and this one, rule by rule, and why. Pure.
import { baselineCause, isAnswered } from './compare/cause.ts'
import { notesOf } from './conditions.ts'
import type { Assessment, Finding, RulebookResult } from './model/assessment.ts'
import type { Baseline, Cause, GateVerdict } from './model/verdict.ts'

/** The part of an assessment that later ones are compared with. */
export const baselineOf = (assessment: Assessment): Baseline => ({
  schema: 'cumple/baseline@1',
  institution: assessment.institution.id,
  as_of: assessment.asOf,
  rulebooks: assessment.results.map((result) => ({
    id: result.id,
    role: result.role,
    version: result.version,
    digest: result.digest,
    rules: Object.fromEntries(
      result.findings.map((finding) => {
        const { rule, outcome, credit, digests } = finding
        const noted = notesOf(result, finding, assessment)
        return [
          rule,
          {
            outcome,
            credit: credit?.low ?? null,
            ...(isAnswered(finding) ? { answered: true as const } : {}),
            ...(noted.length === 0 ? {} : { noted }),
            rule: digests.rule,
            answer: digests.answer,
            evidence: digests.evidence,
          },
        ]
      }),
    ),
  })),
})

export { diffAssessments } from './compare/assessments.ts'

/** An institution may be assessed by one rulebook in several roles. */
const keyOf = ({ id, role }: { readonly id: string; readonly role: string }): string => `${id} ${role}`

/** A rule as the baseline has it. */
export const ruleBefore = ({ rulebooks }: Baseline, result: RulebookResult, rule: string): Baseline['rulebooks'][number]['rules'][string] | undefined =>
  rulebooks.find((candidate) => keyOf(candidate) === keyOf(result))?.rules[rule]

export interface Change {
  readonly result: RulebookResult
  readonly finding: Finding
  readonly before: number | null
  readonly cause: Cause
}

export interface Comparison {
  readonly worse: readonly Change[]
  readonly better: readonly Change[]
  /** Answered then and not any more; where it cost no credit it is for that no better. */
  readonly withdrawn: readonly Change[]
  readonly incomparable: GateVerdict['incomparable']
}

/** Compares credits at their worst end; each change with its cause. What cannot be compared is said, never passed over. */
export function compareWith(baseline: Baseline, { results }: Assessment): Comparison {
  const [worse, better, withdrawn]: [Change[], Change[], Change[]] = [[], [], []]
  const incomparable: GateVerdict['incomparable'] = []
  const now = new Set(results.map(keyOf))
  for (const old of baseline.rulebooks) if (!now.has(keyOf(old))) incomparable.push({ id: 'rulebook-gone', params: { rulebook: old.id, version: old.version } })
  for (const result of results) {
    const old = baseline.rulebooks.find((candidate) => keyOf(candidate) === keyOf(result))
    if (!old) incomparable.push({ id: 'rulebook-new', params: { rulebook: result.id } })
    else if (old.version !== result.version || old.digest !== result.digest)
      incomparable.push({ id: 'rulebook-version', params: { rulebook: result.id, before: old.version, now: result.version } })
    const here = new Set(result.findings.map(({ rule }) => rule))
    const gone = Object.keys(old?.rules ?? {}).filter((rule) => !here.has(rule))
    if (gone.length > 0) incomparable.push({ id: 'rule-gone', params: { rulebook: result.id, rules: gone.toSorted() } })
    const removed = result.findings.filter(({ rule, credit }) => credit === null && typeof old?.rules[rule]?.credit === 'number').map(({ rule }) => rule)
    if (removed.length > 0) incomparable.push({ id: 'rule-not-applicable', params: { rulebook: result.id, rules: removed.toSorted() } })
    for (const finding of result.findings) {
      const before = old?.rules[finding.rule]
      const low = finding.credit?.low
      if (low === undefined) continue
      const lost = before?.answered === true && !isAnswered(finding)
      const credit = before?.credit ?? null
      const cause = before === undefined ? 'rule-new' : credit === null ? 'now-applies' : baselineCause(before, finding)
      const change = { result, finding, before: credit, cause }
      if (low < (credit ?? FULL)) worse.push(change)
      // Of a rule that changed nobody knows whether it is better met.
      else if (!lost && credit !== null && low > credit && cause !== 'rule-changed') better.push(change)
      if (lost) withdrawn.push(change)
    }
  }
  return { worse, better, withdrawn, incomparable }
}

const FULL = 10_000
