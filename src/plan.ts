// Gaps → ordered action plan with the running index after each step (DESIGN.md §5.14). Pure.
import type { Finding, PlanStep } from './model/assessment.ts'
import type { Method } from './model/rulebook.ts'
import { FULL_CREDIT } from './model/basics.ts'
import { IS_GAP, SEVERITIES } from './model/basics.ts'
import { byText } from './util/compare.ts'
import { percent } from './util/rounding.ts'
import { isMust } from './score.ts'

/** Must first, then points gained per effort, severity, id. A step closes its gap wholly: its credit becomes 1. */
export function planOf(findings: readonly Finding[], method: Method): PlanStep[] {
  const weigh = (must: boolean) => findings.reduce((sum, f) => sum + (f.credit && isMust(f) === must ? f.weight : 0), 0)
  const whole = { must: weigh(true) * FULL_CREDIT, other: weigh(false) * FULL_CREDIT }
  const gaps = findings.filter((finding) => IS_GAP[finding.outcome])
  const points = (finding: Finding) => finding.weight * (FULL_CREDIT - (finding.credit?.low ?? 0))
  const effort = (finding: Finding) => method.effort[finding.text.remedy.effort]
  const ordered = gaps.toSorted(
    (a, b) =>
      Number(isMust(b)) - Number(isMust(a)) ||
      points(b) * effort(a) - points(a) * effort(b) ||
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      byText(a.rule, b.rule),
  )
  let sum = findings.reduce((total, finding) => total + (isMust(finding) ? finding.weight * (finding.credit?.low ?? 0) : 0), 0)
  return ordered.map((finding) => {
    if (isMust(finding)) sum += points(finding)
    const base = isMust(finding) ? whole.must : whole.other
    const { remedy } = finding.text
    return {
      rule: finding.rule,
      obligation: finding.obligation,
      severity: finding.severity,
      effort: remedy.effort,
      owner: remedy.owner,
      due: remedy.due,
      gain: base === 0 ? 0 : percent(points(finding), base),
      running: whole.must === 0 ? null : percent(sum, whole.must),
    }
  })
}
