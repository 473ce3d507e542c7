// The action plan as a table for spreadsheets and trackers; headers are fixed, texts are in the report's language.
import { csv } from './csv.ts'
import type { Format } from './format.ts'
import { gapName } from './gap-name.ts'
import { actionOf } from './view/actions.ts'
import { contextOf } from './view/context.ts'

const HEADER = [
  'institution',
  'as_of',
  'rulebook',
  'step',
  'rule',
  'title',
  'gap',
  'action',
  'obligation',
  'severity',
  'effort',
  'owner',
  'responsible',
  'due',
  'gain',
  'running_index',
  'waived_until',
] as const

export default {
  extension: 'csv',
  fileName: 'plan.csv',
  render: (assessment, { lang }) => {
    const { institution, asOf, results } = assessment
    return csv(
      HEADER,
      results.flatMap((result) => {
        const context = contextOf(assessment, result, lang, { level: 'full', paper: 'letter' })
        return result.plan.map((step, index) => {
          const finding = result.findings.find((item) => item.rule === step.rule)
          return [
            institution.id,
            asOf,
            result.id,
            index + 1,
            step.rule,
            finding?.text.title[lang],
            finding && gapName(finding, lang),
            finding && actionOf(finding, context),
            step.obligation,
            step.severity,
            step.effort,
            result.owners.find((owner) => owner.id === step.owner)?.[lang] ?? step.owner,
            finding?.answer?.responsible,
            step.due,
            step.gain,
            step.obligation === 'must' ? step.running : undefined,
            finding?.waiver?.expiresAt,
          ]
        })
      }),
    )
  },
} satisfies Format
