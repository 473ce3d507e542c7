// What the schema cannot see in one rule: names that refer to nothing, expressions that do not type-check, a rule that cannot be proved.
import { whenScope } from '../checks/scope.ts'
import { topicOf } from '../model/basics.ts'
import { CSF_2_CATEGORIES, ISO_27001_CONTROLS } from '../model/controls.ts'
import type { Problem } from '../model/problem.ts'
import type { DocumentSlot, Rule, RulebookHead } from '../model/rulebook.ts'
import { lintChecks, type Table } from './lint-checks.ts'
import { lintExpression } from './lint-expression.ts'
import { idsOf, refers, reporter, twice, type Report, type Sourced } from './reporter.ts'

/**
 * All problems of one rule beside its rulebook's head and tables; `ids` are those of all rules. They go into `problems`.
 * Of what could not be read, nothing is said.
 */
export function lintRule(
  { value: rule, yaml }: Sourced<Partial<Rule>>,
  head: Partial<RulebookHead>,
  tables: readonly Table[],
  ids: readonly string[],
  problems: Problem[],
): void {
  const report = reporter(yaml, problems)
  lintNames(rule, head, report)
  lintShares(rule, head, ids, report)
  lintDocuments(rule.documents ?? [], head, report)
  if (rule.when !== undefined && head.facts) lintExpression(report, ['when'], rule.when, whenScope(head.facts))
  if (rule.obligation === 'must' && rule.checks?.length === 0 && rule.documents?.every((slot) => !slot.required)) report('must-without-proof', ['obligation'])
  lintChecks(rule, yaml, tables, problems)
}

function lintNames(rule: Partial<Rule>, head: Partial<RulebookHead>, report: Report): void {
  if (rule.id !== undefined) refers(report, 'unknown-topic', ['id'], topicOf(rule.id), idsOf(head.topics))
  if (rule.id !== undefined && rule.id === head.scope?.id) report('duplicate-id', ['id'], { id: rule.id, other: 'rulebook.yaml' })
  twice(report, ['criteria'], idsOf(rule.criteria), 'id')
  twice(report, ['not_applicable'], idsOf(rule.not_applicable), 'id')
  rule.basis?.forEach((basis, index) => refers(report, 'unknown-instrument', ['basis', index, 'instrument'], basis.instrument, idsOf(head.instruments)))
  refers(report, 'unknown-owner', ['remedy', 'owner'], rule.remedy?.owner, idsOf(head.owners))
  rule.roles?.forEach((role, index) => {
    if (head.roles?.includes(role) === false) report('role-not-in-rulebook', ['roles', index], { role })
  })
  const controls = { iso27001: ISO_27001_CONTROLS, csf2: CSF_2_CATEGORIES }
  for (const map of ['iso27001', 'csf2'] as const)
    rule.maps?.[map].forEach((id, index) => refers(report, 'unknown-control', ['maps', map, index], id, idsOf(controls[map])))
}

/** A rule of a topic of this rulebook is one of `ids`; of any other topic, a rule of another rulebook, which is not at hand. */
function lintShares({ id, shares }: Partial<Rule>, { topics }: Partial<RulebookHead>, ids: readonly string[], report: Report): void {
  if (shares === undefined) return
  if (shares === id) report('shares-unknown', ['shares'], { id: shares })
  else if (topics?.some((topic) => topic.id === topicOf(shares))) refers(report, 'shares-unknown', ['shares'], shares, ids)
}

function lintDocuments(documents: readonly DocumentSlot[], head: Partial<RulebookHead>, report: Report): void {
  twice(
    report,
    ['documents'],
    documents.map(({ slot }) => slot),
    'slot',
  )
  documents.forEach((slot, index) => {
    const path = ['documents', index]
    if (typeof slot.kind === 'string') refers(report, 'unknown-kind', [...path, 'kind'], slot.kind, idsOf(head.document_kinds))
    else slot.kind.forEach((kind, item) => refers(report, 'unknown-kind', [...path, 'kind', item], kind, idsOf(head.document_kinds)))
    if (slot.max_age !== undefined && slot.threshold === undefined) report('missing-key', path, { name: slot.slot, key: 'threshold' })
  })
}
