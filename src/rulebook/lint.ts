// What the schema cannot see: names that refer to nothing, weights that sum to nothing, ids that repeat, across the files of a rulebook.
import { whenScope } from '../checks/scope.ts'
import { topicOf } from '../model/basics.ts'
import type { Problem } from '../model/problem.ts'
import type { DatasetDef, Method, Rule, RulebookHead } from '../model/rulebook.ts'
import { lintDataset } from './lint-dataset.ts'
import { lintExpression } from './lint-expression.ts'
import { lintRule } from './lint-rule.ts'
import { idsOf, refers, reporter, twice, type Report, type Sourced } from './reporter.ts'

/** All problems between the files of a rulebook and within each; of what could not be read of a file, nothing is said. */
export function lintRulebook(
  head: Sourced<Partial<RulebookHead>>,
  datasets: readonly Sourced<Partial<DatasetDef>>[],
  rules: readonly Sourced<Partial<Rule>>[],
): Problem[] {
  const problems: Problem[] = []
  const report = reporter(head.yaml, problems)
  const tables = datasets.map(({ value, name }) => ({ ...value, id: value.id ?? name }))
  const values = rules.map((rule) => rule.value)
  if (rules.length === 0) report('rulebook-empty', [])
  lintHead(head.value, report)
  lintWeights(head.value, values, report)
  lintFacts(head.value, idsOf(tables) ?? [], slotsOf(values), report)
  duplicates(datasets, problems)
  duplicates(rules, problems)
  for (const dataset of datasets) lintDataset(dataset.value, reporter(dataset.yaml, problems))
  const ids = rules.map(({ value, name }) => value.id ?? name)
  for (const rule of rules) lintRule(rule, head.value, tables, ids, problems)
  return problems
}

/** Every slot that a rule asks for, unless the documents of one could not be read. */
function slotsOf(rules: readonly Partial<Rule>[]): readonly string[] | undefined {
  const documents = rules.flatMap((rule) => rule.documents ?? [undefined])
  const known = documents.filter((slot) => slot !== undefined)
  return known.length === documents.length ? known.map(({ slot }) => slot) : undefined
}

function lintHead(head: Partial<RulebookHead>, report: Report): void {
  for (const list of ['topics', 'owners', 'instruments', 'document_kinds', 'facts'] as const) twice(report, [list], idsOf(head[list]), 'id')
  if (head.topics?.every((topic) => topic.factor === 0)) report('zero-weights', ['topics'])
  if (head.method) lintMethod(head.method, report)
  if (head.scope && head.facts) lintExpression(report, ['scope', 'when'], head.scope.when, whenScope(head.facts))
  head.scope?.basis.forEach((basis, index) =>
    refers(report, 'unknown-instrument', ['scope', 'basis', index, 'instrument'], basis.instrument, idsOf(head.instruments)),
  )
}

function lintMethod(method: Method, report: Report): void {
  if (Object.values(method.weights).every((weight) => weight === 0)) report('zero-weights', ['method', 'weights'])
  method.bands.forEach((band, index) => {
    const above = method.bands[index - 1]
    const last = index === method.bands.length - 1
    if ((above && band.floor >= above.floor) || (last && band.floor !== 0)) report('bands-order', ['method', 'bands', index, 'floor'])
  })
  twice(report, ['method', 'bands'], idsOf(method.bands), 'id')
  refers(report, 'unknown-band', ['method', 'cap', 'band'], method.cap.band, idsOf(method.bands))
}

/** Rules of a class that all weigh nothing would leave its index not computable. */
function lintWeights({ topics, method }: Partial<RulebookHead>, rules: readonly Partial<Rule>[], report: Report): void {
  if (!topics || !method) return
  if (topics.some((topic) => topic.factor > 0) && Object.values(method.weights).some((weight) => weight > 0) && mustsWeighNothing({ topics, method }, rules))
    report('zero-weights', ['method', 'weights'])
}

/** True when there are obligatory rules, and none of them weighs anything. A rule whose weight could not be read may weigh something. */
export function mustsWeighNothing({ topics, method }: Pick<RulebookHead, 'topics' | 'method'>, rules: readonly Partial<Rule>[]): boolean {
  const factors = new Map(topics.map((topic) => [topic.id, topic.factor]))
  const must = rules.filter(({ obligation }) => obligation === undefined || obligation === 'must')
  const weighs = ({ id, obligation, severity }: Partial<Rule>): boolean =>
    id === undefined || obligation === undefined || severity === undefined || method.weights[severity] * (factors.get(topicOf(id)) ?? 0) > 0
  return must.length > 0 && !must.some(weighs)
}

function lintFacts(
  { facts, confirmed_by: confirmedBy }: Partial<RulebookHead>,
  tables: readonly string[],
  slots: readonly string[] | undefined,
  report: Report,
): void {
  refers(report, 'unknown-fact', ['confirmed_by'], confirmedBy, idsOf(facts?.filter((fact) => fact.type === 'date')))
  facts?.forEach((fact, index) => {
    refers(report, 'unknown-slot', ['facts', index, 'proof'], fact.proof, slots)
    refers(report, 'unknown-dataset', ['facts', index, 'contradicted_by'], fact.contradicted_by, tables)
  })
}

function duplicates(items: readonly Sourced<{ readonly id?: string | undefined }>[], problems: Problem[]): void {
  const seen = new Map<string, string>()
  for (const { value, yaml, name } of items) {
    if (value.id === undefined) continue
    const report = reporter(yaml, problems)
    const first = seen.get(value.id)
    if (first !== undefined) report('duplicate-id', ['id'], { id: value.id, other: first })
    else if (name !== value.id) report('id-not-file', ['id'], { id: value.id, name })
    seen.set(value.id, first ?? yaml.file)
  }
}
