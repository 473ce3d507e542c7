// An assessment as the campaign keeps it: the figures of its row, and the findings and documents of its tables. Pure.
import type { Assessment, Finding, RulebookResult } from '../model/assessment.ts'
import type { VerdictWord } from '../model/audit.ts'
import { isUnanswered } from '../model/basics.ts'
import type { CampaignDetail, FindingRow, Standing } from '../model/campaign.ts'
import type { GateVerdict } from '../model/verdict.ts'
import { sha256 } from '../util/canonical-json.ts'
import type { AssessedRow } from './settings.ts'

const MAX_REASONS = 20

/** The row of an institution, by its evidence alone and with what an auditor said; folder and files are added when its reports are written. */
export function rowOf(assessment: Assessment, audited: Assessment, verdict: GateVerdict | undefined): AssessedRow {
  const { institution, period, documents } = assessment
  return {
    id: institution.id,
    name: institution.name,
    kind: institution.kind,
    sector: institution.sector ?? null,
    province: institution.province ?? null,
    staff: institution.staff ?? null,
    period,
    standings: assessment.results.map((result, index) => standingOf(result, audited.audit && audited.results[index])),
    documents: { registered: documents.length, present: documents.filter(({ file }) => file === 'present').length },
    ...auditOf(audited),
    ...(verdict
      ? {
          gate: {
            passed: verdict.passed,
            errors: verdict.reasons.filter(({ level }) => level === 'error').length,
            warnings: verdict.reasons.filter(({ level }) => level === 'warn').length,
            reasons: [...new Set(verdict.reasons.filter(({ level }) => level === 'error').map(reasonOf))].slice(0, MAX_REASONS),
          },
        }
      : {}),
  }
}

/** A condition with the rule it is about; a floor as it is typed: `floor compliance:aig-tic/SEG=75`. */
function reasonOf({ id, rule, rulebook, params: { index, at_least: least, topic } }: GateVerdict['reasons'][number]): string {
  if (rule !== undefined) return `${id} ${rule}`
  if (index === undefined) return id
  return `${id} ${String(index)}:${rulebook ?? ''}${topic === undefined ? '' : `/${String(topic)}`}=${String(least)}`
}

/** The verdicts of all rulebooks together. */
function auditOf({ audit, results }: Assessment): Pick<AssessedRow, 'audit'> {
  if (!audit) return {}
  const sum = (verdict: VerdictWord | 'lapsed') => results.reduce((total, { auditEffect }) => total + (auditEffect?.counts[verdict] ?? 0), 0)
  const counts = { accept: sum('accept'), lower: sum('lower'), raise: sum('raise'), reject: sum('reject'), lapsed: sum('lapsed') }
  return { audit: { auditor: audit.auditor, date: audit.date, ...counts } }
}

/** Whether there are verdicts on this rulebook, in force or not: one on another says nothing of it. */
const isJudged = ({ findings }: RulebookResult): boolean => findings.some(({ audit }) => audit !== undefined)

function standingOf(result: RulebookResult, audited: RulebookResult | undefined): Standing {
  const { id, role, scores, coverage, grade, topics, findings } = result
  const applicable = findings.filter(({ outcome }) => outcome !== 'not-applicable').map(({ rule, weight }) => `${rule} ${weight}`)
  return {
    rulebook: id,
    role,
    compliance: scores.compliance,
    ...(audited?.auditEffect && isJudged(audited) ? { audited: audited.scores.compliance, verdicts: audited.auditEffect.counts } : {}),
    declared: scores.declared,
    goodPractice: scores.goodPractice,
    maturity: scores.maturity,
    coverage,
    counts: scores.counts,
    grade: isUnanswered(coverage) ? null : grade,
    topics: Object.fromEntries(topics.map(({ id: topic, scores: { weight: _weight, ...rest } }) => [topic, rest])),
    applicable: sha256([role, ...applicable].join('\n')),
    ranks: [],
  }
}

/** What the tables list of it. */
export const detailOf = (assessment: Assessment, audited: Assessment): CampaignDetail => ({
  institution: assessment.institution.id,
  findings: assessment.results.flatMap((result, at) =>
    result.findings.map((finding, index) => findingRow(result, finding, audited.results[at]?.findings[index])),
  ),
  evidence: assessment.documents.map(({ id, kind, title, issued, validUntil, path, file, sha256: digest, rules, locations }) => ({
    document: id,
    kind,
    title,
    issued: issued ?? null,
    validUntil: validUntil ?? null,
    path,
    file,
    sha256: digest ?? null,
    rules,
    location: locations[0] ?? null,
  })),
})

function findingRow({ id: rulebook, role: as }: RulebookResult, finding: Finding, judged: Finding | undefined): FindingRow {
  const audit = judged?.audit
  const { rule, topic, obligation, severity, weight, outcome, assurance, maturity, credit, declared, contradiction, digests } = finding
  return {
    rulebook,
    role: as,
    rule,
    topic,
    obligation,
    severity,
    weight,
    outcome,
    assurance,
    maturity,
    credit,
    declared,
    contradiction,
    answer: finding.answer?.value ?? null,
    removed: finding.removed?.by ?? null,
    waivedUntil: finding.waiver?.expiresAt ?? null,
    verdict: audit && !audit.lapsed && !audit.idle ? audit.verdict : null,
    ...(audit ? { audit: { ...audit, credit: judged?.credit ?? null } } : {}),
    location: finding.locations[0] ?? null,
    digests,
  }
}
