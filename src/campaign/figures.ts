// What a rulebook says of some institutions together: how their indices spread, their grades, where they fail. Pure.
import type { CampaignDetail, CampaignRulebook, FindingRow, Standing } from '../model/campaign.ts'
import { UNDETERMINED } from '../model/campaign-words.ts'
import { IS_GAP, isUnanswered, OBLIGATIONS, SEVERITIES } from '../model/basics.ts'
import { by, byText } from '../util/compare.ts'
import { percent } from '../util/rounding.ts'
import { histogramOf, spreadOf } from './spread.ts'

type Failed = CampaignRulebook['failed'][number]
export type Failures = ReadonlyMap<string, ReadonlyMap<string, Failed>>

/** From the best to the worst. */
const WORSE: readonly FindingRow['outcome'][] = ['not-applicable', 'satisfied', 'partial', 'unknown', 'unmet', 'error']

/** Per rulebook and rule that was evaluated: to how many institutions it applies, be it none, and how they stand; each once, in whichever of its roles it stands worst. */
export function failuresOf(details: Iterable<CampaignDetail>): Failures {
  const all = new Map<string, Map<string, Failed>>()
  for (const { findings } of details) {
    const worst = new Map<string, FindingRow>()
    for (const finding of findings) {
      const key = `${finding.rulebook} ${finding.rule}`
      const other = worst.get(key)
      if (!other || WORSE.indexOf(finding.outcome) > WORSE.indexOf(other.outcome)) worst.set(key, finding)
    }
    for (const { rulebook, rule, outcome } of worst.values()) {
      const rules = all.get(rulebook) ?? new Map<string, Failed>()
      const failed = rules.get(rule) ?? { rule, applicable: 0, satisfied: 0, partial: 0, unmet: 0, unknown: 0, error: 0, share: 0 }
      rules.set(rule, failed)
      all.set(rulebook, rules)
      if (outcome === 'not-applicable') continue
      failed.applicable += 1
      failed[outcome] += 1
    }
  }
  return all
}

const GAPS = (['partial', 'unmet', 'unknown', 'error'] as const).filter((outcome) => IS_GAP[outcome])

/** Of those requirements that apply to somebody, the most failed first; of those in which equally many fail, the gravest. */
export function failedOf(rules: CampaignRulebook['rules'], failures: Iterable<Failed>): Failed[] {
  const of = new Map(rules.map((rule) => [rule.id, rule]))
  const graveness = (id: string): number => {
    const rule = of.get(id)
    return rule ? SEVERITIES.indexOf(rule.severity) * OBLIGATIONS.length + OBLIGATIONS.indexOf(rule.obligation) : 0
  }
  return [...failures]
    .filter(({ applicable }) => applicable > 0)
    .map((item) => ({
      ...item,
      share: percent(
        GAPS.reduce((sum, outcome) => sum + item[outcome], 0),
        item.applicable,
      ),
    }))
    .toSorted((a, b) => b.share - a.share || graveness(a.rule) - graveness(b.rule) || b.applicable - a.applicable || byText(a.rule, b.rule))
}

/** How the indices and the coverage of some standings spread, and how many have each grade. */
export function figuresOf(standings: readonly Standing[]): Pick<CampaignRulebook, 'histogram' | 'compliance' | 'declared' | 'coverage' | 'grades'> {
  // Of whoever said nothing the low end, 0, is no figure.
  const lows = (index: 'compliance' | 'declared') => standings.map((standing) => (isUnanswered(standing.coverage) ? null : (standing[index]?.low ?? null)))
  const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null)
  const grades: Record<string, number> = {}
  for (const { grade, coverage } of standings) {
    const band = isUnanswered(coverage) ? UNDETERMINED : (grade?.band ?? '')
    grades[band] = (grades[band] ?? 0) + 1
  }
  return {
    histogram: { compliance: histogramOf(lows('compliance')), declared: histogramOf(lows('declared')) },
    compliance: spreadOf(known(lows('compliance'))),
    declared: spreadOf(known(lows('declared'))),
    coverage: spreadOf(standings.flatMap(({ coverage }) => (coverage.applicable === 0 ? [] : [percent(coverage.answeredOrMeasured, coverage.applicable)]))),
    grades: Object.fromEntries(Object.entries(grades).toSorted(by(([band]) => band))),
  }
}
