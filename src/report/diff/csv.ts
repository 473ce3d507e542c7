// What changed as rows for spreadsheets and other programs: every rule, or every institution. Headers are fixed; numbers as in the JSON.
import type { AssessmentDiff, CampaignDiff } from '../../model/diff.ts'
import type { Lang } from '../../model/vocabulary.ts'
import { csv, type CsvCell } from '../csv.ts'
import type { DiffFormat } from './format.ts'

const RULES = [
  'institution',
  'rulebook',
  'role',
  'rule',
  'topic',
  'title',
  'obligation',
  'severity',
  'weight',
  'change',
  'cause',
  'best_end',
  'outcome_before',
  'outcome_now',
  'credit_low_before',
  'credit_high_before',
  'credit_low_now',
  'credit_high_now',
  'assurance_before',
  'assurance_now',
] as const

const INSTITUTIONS = [
  'institution',
  'name',
  'kind',
  'kind_before',
  'rulebook',
  'role',
  'change',
  'reason',
  'status_before',
  'status_now',
  'index',
  'low_before',
  'high_before',
  'low_now',
  'high_now',
  'points',
  'best_end',
  'causes',
] as const

export default {
  fileName: 'diff.csv',
  render: (diff, { lang }) => (diff.of === 'assessments' ? csv(RULES, rules(diff, lang)) : csv(INSTITUTIONS, institutions(diff))),
} satisfies DiffFormat

const rules = ({ institution, results }: AssessmentDiff, lang: Lang): CsvCell[][] =>
  results.flatMap((result) =>
    result.rules.map(({ rule, topic, title, obligation, severity, weight, change, cause, bestEnd, before, now }) => [
      institution.id,
      result.id,
      result.role,
      rule,
      topic,
      title[lang],
      obligation,
      severity,
      weight,
      change,
      cause,
      bestEnd,
      before?.outcome,
      now?.outcome,
      before?.credit?.low,
      before?.credit?.high,
      now?.credit?.low,
      now?.credit?.high,
      before?.assurance,
      now?.assurance,
    ]),
  )

/** Institutions that neither campaign assessed stand last, with nothing but their names. */
const institutions = ({ institutions: rows, neverAssessed }: CampaignDiff): CsvCell[][] => [
  ...rows.map((row) => [
    row.institution,
    row.name,
    row.kind,
    row.kindBefore,
    row.rulebook,
    row.role,
    row.change,
    row.reason,
    row.status.before,
    row.status.now,
    row.of,
    row.before?.low,
    row.before?.high,
    row.now?.low,
    row.now?.high,
    row.points,
    row.bestEnd,
    row.causes?.map(({ change, cause, count }) => `${change} ${cause} ${count}`).join('; '),
  ]),
  ...neverAssessed.map(({ institution, name, status }) => {
    const known: Partial<Record<(typeof INSTITUTIONS)[number], string>> = { institution, name, status_before: status.before, status_now: status.now }
    return INSTITUTIONS.map((header) => known[header])
  }),
]
