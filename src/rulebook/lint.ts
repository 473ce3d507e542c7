// What the schema cannot see: names that refer to nothing, weights that sum to nothing, ids that repeat, across the files of a rulebook.
import { whenScope } from '../checks/scope.ts'
import type { Problem } from '../model/problem.ts'
import type { DatasetDef, Rule, RulebookHead } from '../model/rulebook.ts'
import type { YamlFile } from '../util/yaml.ts'
import { lintExpression, lintInstrument, lintRule } from './lint-rule.ts'
import { reporter, twice, unknown, type Report, type Sourced } from './reporter.ts'

/** All problems of a rulebook whose files are well-formed one by one. */
export function lintRulebook(head: Sourced<RulebookHead>, datasets: readonly Sourced<DatasetDef>[], rules: readonly Sourced<Rule>[]): Problem[] {
  const problems: Problem[] = []
  const reportOf = (yaml: YamlFile) => reporter(yaml, problems)
  lintHead(head.value, reportOf(head.yaml), rules.length)
  lintWeights(
    head.value,
    rules.map((rule) => rule.value),
    reportOf(head.yaml),
  )
  lintFacts(head.value, datasets, rules, reportOf(head.yaml))
  duplicates(datasets, reportOf)
  duplicates(rules, reportOf)
  const ids = new Set(rules.map((rule) => rule.value.id))
  for (const dataset of datasets) lintDataset(dataset, reportOf(dataset.yaml))
  const tables = datasets.map((dataset) => dataset.value)
  for (const rule of rules) lintRule(rule, head.value, tables, ids, problems)
  return problems
}

function lintHead(head: RulebookHead, report: Report, ruleCount: number): void {
  const { method } = head
  for (const list of ['topics', 'owners', 'instruments', 'document_kinds', 'facts'] as const)
    twice(
      report,
      [list],
      head[list].map((item: { readonly id: string }) => item.id),
      'id',
    )
  if (ruleCount === 0) report('rulebook-empty', [])
  if (Object.values(method.weights).every((weight) => weight === 0)) report('zero-weights', ['method', 'weights'])
  if (head.topics.every((topic) => topic.factor === 0)) report('zero-weights', ['topics'])
  method.bands.forEach((band, index) => {
    const above = method.bands[index - 1]
    const last = index === method.bands.length - 1
    if ((above && band.floor >= above.floor) || (last && band.floor !== 0)) report('bands-order', ['method', 'bands', index, 'floor'])
  })
  if (!method.bands.some((band) => band.id === method.cap.band))
    unknown(
      report,
      'unknown-key',
      ['method', 'cap', 'band'],
      method.cap.band,
      method.bands.map((b) => b.id),
    )
  lintExpression(report, ['scope', 'when'], head.scope.when, whenScope(head.facts))
  head.scope.basis.forEach((basis, index) => lintInstrument(head, basis.instrument, report, ['scope', 'basis', index, 'instrument']))
}

/** Rules of a class that all weigh nothing would leave its index not computable. */
function lintWeights(head: RulebookHead, rules: readonly Rule[], report: Report): void {
  const factors = new Map(head.topics.map((topic) => [topic.id, topic.factor]))
  const weigh = (list: readonly Rule[]) =>
    list.reduce((sum, rule) => sum + head.method.weights[rule.severity] * (factors.get(rule.id.split('-', 1)[0] ?? '') ?? 0), 0)
  const must = rules.filter((rule) => rule.obligation === 'must')
  if (head.topics.some((topic) => topic.factor > 0) && Object.values(head.method.weights).some((weight) => weight > 0) && must.length > 0 && weigh(must) === 0)
    report('zero-weights', ['method', 'weights'])
}

function lintFacts(head: RulebookHead, datasets: readonly Sourced<DatasetDef>[], rules: readonly Sourced<Rule>[], report: Report): void {
  const slots = rules.flatMap((rule) => rule.value.documents.map((slot) => slot.slot))
  const tables = datasets.map((dataset) => dataset.value.id)
  const dates = head.facts.filter((fact) => fact.type === 'date').map((fact) => fact.id)
  if (head.confirmed_by !== undefined && !dates.includes(head.confirmed_by)) unknown(report, 'unknown-fact', ['confirmed_by'], head.confirmed_by, dates)
  head.facts.forEach((fact, index) => {
    if (fact.proof !== undefined && !slots.includes(fact.proof)) unknown(report, 'unknown-slot', ['facts', index, 'proof'], fact.proof, slots)
    if (fact.contradicted_by !== undefined && !tables.includes(fact.contradicted_by))
      unknown(report, 'unknown-dataset', ['facts', index, 'contradicted_by'], fact.contradicted_by, tables)
  })
}

function duplicates(items: readonly Sourced<{ id: string }>[], reportOf: (yaml: YamlFile) => Report): void {
  const seen = new Map<string, string>()
  for (const { value, yaml, name } of items) {
    const first = seen.get(value.id)
    if (first !== undefined) reportOf(yaml)('duplicate-id', ['id'], { id: value.id, other: first })
    else if (name !== value.id) reportOf(yaml)('id-not-file', ['id'], { id: value.id, name })
    seen.set(value.id, first ?? yaml.file)
  }
}

function lintDataset({ value }: Sourced<DatasetDef>, report: Report): void {
  const names = value.columns.map((column) => column.name)
  const key = value.columns.find((column) => column.name === value.key)
  if (!key || key.personal || key.sensitive) unknown(report, 'unknown-column', ['key'], value.key, names)
  value.columns.forEach((column, index) => {
    if (names.indexOf(column.name) !== index) report('duplicate-id', ['columns', index, 'name'], { id: column.name, other: value.id })
    if ((column.type === 'enum') !== (column.values !== undefined)) report('missing-key', ['columns', index], { name: column.name, key: 'values' })
  })
}
