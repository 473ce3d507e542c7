// Gaps → ordered action plan with the running index after each step (docs/method.en.md 14). Pure.
import type { DocumentState, Finding, PlanStep } from './model/assessment.ts'
import type { Method } from './model/rulebook.ts'
import { FULL_CREDIT, IS_GAP, SEVERITIES } from './model/basics.ts'
import { groundOf } from './model/ground.ts'
import { byText } from './util/compare.ts'
import { addDuration } from './util/plain-date.ts'
import { percent } from './util/rounding.ts'
import { isMust } from './score.ts'

/** Must first, then points gained per effort, severity, id. A step closes its gap wholly: its credit becomes 1. */
export function planOf(findings: readonly Finding[], method: Method, asOf: string): PlanStep[] {
  const weigh = (must: boolean) => findings.reduce((sum, f) => sum + (f.credit && isMust(f) === must ? f.weight : 0), 0)
  const whole = { must: weigh(true) * FULL_CREDIT, other: weigh(false) * FULL_CREDIT }
  const gaps = findings.filter((finding) => IS_GAP[finding.outcome])
  const points = (finding: Finding) => finding.weight * (FULL_CREDIT - (finding.credit?.low ?? 0))
  const ordered = gaps
    .map((finding) => ({ finding, cost: costOf(finding, method, asOf) }))
    .toSorted(
      ({ finding: a, cost: ofA }, { finding: b, cost: ofB }) =>
        Number(isMust(b)) - Number(isMust(a)) ||
        points(b) * method.effort[ofA.effort] - points(a) * method.effort[ofB.effort] ||
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        byText(a.rule, b.rule),
    )
  let sum = findings.reduce((total, finding) => total + (isMust(finding) ? finding.weight * (finding.credit?.low ?? 0) : 0), 0)
  return ordered.map(({ finding, cost }) => {
    if (isMust(finding)) sum += points(finding)
    const base = isMust(finding) ? whole.must : whole.other
    return {
      rule: finding.rule,
      obligation: finding.obligation,
      severity: finding.severity,
      ...cost,
      owner: finding.text.remedy.owner,
      gain: base === 0 ? 0 : percent(points(finding), base),
      running: whole.must === 0 ? null : percent(sum, whole.must),
    }
  })
}

/** States of a document that are mended at a desk, without renewing what the document decides. */
const DESK = new Set<DocumentState>(['not-provided', 'file-missing', 'empty', 'altered', 'unregistered', 'incomplete', 'wrong-kind', 'reused'])

/** What closes a gap, what it takes and by when. Where nothing shows it, it is closed by what would prove that there is none. */
function costOf(finding: Finding, method: Method, asOf: string): Pick<PlanStep, 'by' | 'effort' | 'due'> {
  const { remedy } = finding.text
  const paper = { effort: method.papers.effort, due: addDuration(asOf, method.papers.within) }
  if (finding.messages.some((message) => message.id === 'answer-criteria-open')) return { by: 'criteria', ...paper }
  const ground = groundOf(finding)
  const papers = finding.slots.filter((slot) => slot.required && slot.state !== 'current')
  const tables = finding.checks.filter((check) => check.state !== 'passed')
  const unreadable = papers.some((slot) => slot.state === 'unreadable') || tables.some((check) => check.state === 'error')
  const own = { effort: remedy.effort, due: remedy.due }
  const proves = ground === 'unproven' ? papers.length + tables.length > 0 : ground === 'broken' && unreadable
  if (!proves) return { by: 'remedy', ...own }
  return { by: 'papers', ...(tables.length === 0 && papers.every((slot) => DESK.has(slot.state)) ? paper : own) }
}
