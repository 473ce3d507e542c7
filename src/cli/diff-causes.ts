// Why institutions moved between two campaigns: their saved assessments are read two at a time, as long as both outputs kept them.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { realPath, resolveInside } from '../evidence/inside.ts'
import { diffAssessments } from '../compare.ts'
import type { Assessment } from '../model/assessment.ts'
import type { Campaign } from '../model/campaign.ts'
import { InputError } from '../model/problem.ts'
import type { CampaignDiff, CauseCount, InstitutionDiff } from '../model/diff.ts'
import { byText } from '../util/compare.ts'
import { readAssessment } from './read-assessment.ts'

/** Institutions whose cause is looked for: those that moved most. */
const MOST = 100
/** Where `batch` keeps the reports of each. */
const FOLDER = 'instituciones'
const CAUSES_KEPT = 3
const RULES_KEPT = 3

export interface Saved {
  /** Where its campaign.json is. */
  readonly path: string
  readonly campaign: Campaign
}

/** The same diff with the causes of what got worse or better. What could not be read is told as a notice. */
export function withCauses(diff: CampaignDiff, before: Saved, now: Saved): CampaignDiff {
  const [old, current] = [assessmentsOf(before), assessmentsOf(now)]
  const moved = diff.institutions.filter(
    ({ change, institution }) => (change === 'worse' || change === 'improved') && old.has(institution) && current.has(institution),
  )
  const chosen = new Set(moved.toSorted((a, b) => Math.abs(b.points ?? 0) - Math.abs(a.points ?? 0) || byText(a.institution, b.institution)).slice(0, MOST))
  let unread = 0
  const causes = new Map<InstitutionDiff, CauseCount[]>()
  for (const row of chosen) {
    const [a, b] = [old.get(row.institution)?.(), current.get(row.institution)?.()]
    if (a && b) causes.set(row, causesOf(row, a, b))
    else unread += 1
  }
  return {
    ...diff,
    notices: [
      ...diff.notices,
      ...(unread > 0 ? [{ id: 'causes-unread' as const, params: { count: unread } }] : []),
      ...(moved.length > MOST ? [{ id: 'causes-bounded' as const, params: { shown: MOST, of: moved.length } }] : []),
    ],
    institutions: diff.institutions.map((row) => (causes.has(row) ? { ...row, causes: causes.get(row) } : row)),
  }
}

/** By institution, how to read its assessment; undefined when it is not what the campaign says. A campaign.json alone has none. */
function assessmentsOf({ path, campaign }: Saved): ReadonlyMap<string, () => Assessment | undefined> {
  const root = existsSync(join(dirname(path), FOLDER)) ? realPath(dirname(path)) : undefined
  const found = new Map<string, () => Assessment | undefined>()
  for (const { id, folder, files } of campaign.institutions) {
    if (root === undefined || folder === undefined || !files?.some(({ name }) => name === 'assessment.json')) continue
    found.set(id, () => readOne(root, join(FOLDER, folder, 'assessment.json'), id, campaign.asOf))
  }
  return found
}

function readOne(root: string, path: string, id: string, asOf: string): Assessment | undefined {
  const inside = resolveInside(root, path)
  if (typeof inside === 'string') return undefined
  try {
    const assessment = readAssessment(inside.real, path)
    return assessment.institution.id === id && assessment.asOf === asOf ? assessment : undefined
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}

/** The most frequent causes that moved it the way it moved. */
function causesOf({ rulebook, role, change }: InstitutionDiff, before: Assessment, now: Assessment): CauseCount[] {
  const rules = diffAssessments(byEvidence(before), byEvidence(now)).results.find((result) => result.id === rulebook && result.role === role)?.rules ?? []
  const counted = new Map<string, CauseCount>()
  for (const { rule, change: moved, cause, obligation } of rules) {
    if (cause === null || moved !== change || obligation !== 'must') continue
    const known = counted.get(cause) ?? { change: moved, cause, count: 0, rules: [] }
    counted.set(cause, { ...known, count: known.count + 1, rules: [...known.rules, rule].slice(0, RULES_KEPT) })
  }
  return [...counted.values()].toSorted((a, b) => b.count - a.count || byText(a.cause, b.cause)).slice(0, CAUSES_KEPT)
}

/** By its evidence alone, as a campaign counts it: what moves its indices is no auditor's verdict. */
const byEvidence = (assessment: Assessment): Assessment => ({
  ...assessment,
  results: assessment.results.map((result) => ({
    ...result,
    findings: result.findings.map(({ audit: _audit, unaudited, credit, ...finding }) => ({ ...finding, credit: unaudited === undefined ? credit : unaudited })),
  })),
})
