// Every finding as a row for spreadsheets and other programs; headers are fixed, texts are in the report's language.
import type { Finding } from '../model/assessment.ts'
import { csv, type CsvCell } from './csv.ts'
import type { Format } from './format.ts'
import { gapName } from './gap-name.ts'
import { actionOf } from './view/actions.ts'
import { contextOf, ownerName, type Context } from './view/context.ts'

const HEADER = [
  'institution',
  'as_of',
  'rulebook',
  'rulebook_version',
  'rule',
  'topic',
  'title',
  'obligation',
  'severity',
  'outcome',
  'assurance',
  'maturity',
  'weight',
  'credit_low',
  'credit_high',
  'declared_low',
  'declared_high',
  'contradiction',
  'answer',
  'waived_until',
  'removed_by',
  'gap',
  'action',
  'owner',
  'effort',
  'due',
  'locations',
] as const

/** Gap, action, owner, effort and due date of what is no gap. */
const NOTHING_TO_DO = ['', '', '', '', '']

/** Credits are basis points (0…10000), exactly as in assessment.json. */
export default {
  extension: 'csv',
  fileName: 'hallazgos.csv',
  render: (assessment, { lang }) => {
    const { institution, asOf, results } = assessment
    return csv(
      HEADER,
      results.flatMap((result) =>
        result.findings.map((finding) => [
          institution.id,
          asOf,
          result.id,
          result.version,
          ...cells(finding, contextOf(assessment, result, lang, { level: 'full', paper: 'letter' })),
        ]),
      ),
    )
  },
} satisfies Format

function cells(finding: Finding, context: Context): readonly CsvCell[] {
  const { result, lang } = context
  const { text, credit, declared } = finding
  const step = result.plan.find(({ rule }) => rule === finding.rule)
  return [
    finding.rule,
    finding.topic,
    text.title[lang],
    finding.obligation,
    finding.severity,
    finding.outcome,
    finding.assurance,
    finding.maturity,
    finding.weight,
    credit?.low,
    credit?.high,
    declared?.low,
    declared?.high,
    finding.contradiction,
    finding.answer?.value,
    finding.waiver?.expiresAt,
    finding.removed?.by,
    ...(step ? [gapName(finding, lang), actionOf(finding, context), ownerName(context, step.owner), step.effort, step.due] : NOTHING_TO_DO),
    finding.locations.map(({ file, line }) => (line > 0 ? `${file}:${line}` : file)).join(' '),
  ]
}
