// What the schema cannot see: names that refer to nothing, expressions that do not type-check, rules that cannot be proved.
import { checkOf, CHECKS } from '../checks/index.ts'
import { expressionsOf } from '../checks/run-check.ts'
import { rowScope, rowsScope, whenScope } from '../checks/scope.ts'
import { CSF_2_CATEGORIES, ISO_27001_CONTROLS } from '../model/controls.ts'
import type { Problem, ProblemCode } from '../model/problem.ts'
import type { DatasetDef, Rule, Rulebook, RulebookHead } from '../model/rulebook.ts'
import { checkExpression, type Scope } from '../util/expression.ts'
import { nearest } from '../util/suggest.ts'
import type { YamlFile } from '../util/yaml.ts'
import { validate } from '../util/zod-problems.ts'

/** A value with the file it was read from; `name` is the file's name without extension. */
export interface Sourced<Value> {
  readonly value: Value
  readonly yaml: YamlFile
  readonly name: string
}

type Report = (code: ProblemCode, path: readonly PropertyKey[], params?: Problem['params'], key?: boolean) => void

/** All problems of a rulebook whose files are well-formed one by one. */
export function lintRulebook(head: Sourced<RulebookHead>, datasets: readonly Sourced<DatasetDef>[], rules: readonly Sourced<Rule>[]): Problem[] {
  const problems: Problem[] = []
  const reporter =
    (yaml: YamlFile): Report =>
    (code, path, params = {}, key = false) => {
      const place = yaml.placeOf(path, key)
      problems.push({ code, place, params, excerpt: yaml.excerptAt(place.line), path: path.map(String).join('.') })
    }
  lintHead(head.value, reporter(head.yaml), rules.length)
  lintWeights(
    head.value,
    rules.map((rule) => rule.value),
    reporter(head.yaml),
  )
  lintFacts(head.value, datasets, rules, reporter(head.yaml))
  duplicates(datasets, reporter)
  duplicates(rules, reporter)
  const ids = new Set(rules.map((rule) => rule.value.id))
  for (const dataset of datasets) lintDataset(dataset, reporter(dataset.yaml))
  for (const rule of rules) {
    const report = reporter(rule.yaml)
    lintRule(rule, head.value, ids, report)
    lintChecks(
      rule,
      datasets.map((d) => d.value),
      report,
      problems,
    )
  }
  return problems
}

/** Problems of rules that an overlay adds to a rulebook that is already well-formed. */
export function lintAdded(base: Rulebook, added: readonly Sourced<Rule>[]): Problem[] {
  const problems: Problem[] = []
  const ids = new Set([...base.rules.map(({ id }) => id), ...added.map(({ value }) => value.id)])
  for (const rule of added) {
    const report: Report = (code, path, params = {}, key = false) => {
      const place = rule.yaml.placeOf(path, key)
      problems.push({ code, place, params, excerpt: rule.yaml.excerptAt(place.line), path: path.map(String).join('.') })
    }
    lintRule(rule, base, ids, report)
    lintChecks(rule, base.datasets, report, problems)
  }
  return problems
}

function lintHead(head: RulebookHead, report: Report, ruleCount: number): void {
  const { method } = head
  for (const list of ['topics', 'owners', 'instruments', 'document_kinds', 'facts'] as const)
    lintTwice(
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

function duplicates(items: readonly Sourced<{ id: string }>[], reporter: (yaml: YamlFile) => Report): void {
  const seen = new Map<string, string>()
  for (const { value, yaml, name } of items) {
    const first = seen.get(value.id)
    if (first !== undefined) reporter(yaml)('duplicate-id', ['id'], { id: value.id, other: first })
    else if (name !== value.id) reporter(yaml)('id-not-file', ['id'], { id: value.id, name })
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

/** Ids that must differ within one list, told at the second. */
function lintTwice(report: Report, path: readonly PropertyKey[], ids: readonly string[], key: string): void {
  ids.forEach((id, index) => {
    if (ids.indexOf(id) !== index) report('duplicate-id', [...path, index, key], { id, other: path.map(String).join('.') })
  })
}

function lintRule({ value: rule }: Sourced<Rule>, head: RulebookHead, ids: ReadonlySet<string>, report: Report): void {
  const topic = rule.id.split('-', 1)[0] ?? ''
  if (!head.topics.some((candidate) => candidate.id === topic))
    unknown(
      report,
      'unknown-topic',
      ['id'],
      topic,
      head.topics.map((t) => t.id),
    )
  const idOf = ({ id }: { readonly id: string }): string => id
  lintTwice(report, ['criteria'], rule.criteria.map(idOf), 'id')
  lintTwice(report, ['not_applicable'], (rule.not_applicable ?? []).map(idOf), 'id')
  lintTwice(
    report,
    ['documents'],
    rule.documents.map(({ slot }) => slot),
    'slot',
  )
  if (rule.id === head.scope.id) report('duplicate-id', ['id'], { id: rule.id, other: 'rulebook.yaml' })
  rule.basis.forEach((basis, index) => lintInstrument(head, basis.instrument, report, ['basis', index, 'instrument']))
  if (!head.owners.some((owner) => owner.id === rule.remedy.owner))
    unknown(
      report,
      'unknown-owner',
      ['remedy', 'owner'],
      rule.remedy.owner,
      head.owners.map((o) => o.id),
    )
  for (const [index, role] of rule.roles.entries()) if (!head.roles.includes(role)) report('role-not-in-rulebook', ['roles', index], { role })
  rule.documents.forEach((slot, index) => {
    for (const kind of [slot.kind].flat())
      if (!head.document_kinds.some((k) => k.id === kind))
        unknown(
          report,
          'unknown-kind',
          ['documents', index, 'kind'],
          kind,
          head.document_kinds.map((k) => k.id),
        )
    if (slot.max_age !== undefined && slot.threshold === undefined) report('missing-key', ['documents', index], { name: slot.slot, key: 'threshold' })
  })
  if (rule.obligation === 'must' && rule.checks.length === 0 && !rule.documents.some((slot) => slot.required)) report('must-without-proof', ['obligation'])
  if (rule.when !== undefined) lintExpression(report, ['when'], rule.when, whenScope(head.facts))
  if (rule.shares !== undefined && rule.shares === rule.id) report('shares-unknown', ['shares'], { id: rule.shares })
  if (rule.shares !== undefined && !ids.has(rule.shares) && rule.shares.split('-', 1)[0] === topic) report('shares-unknown', ['shares'], { id: rule.shares })
  const controls = { iso27001: ISO_27001_CONTROLS, csf2: CSF_2_CATEGORIES }
  for (const map of ['iso27001', 'csf2'] as const) {
    rule.maps[map].forEach((id, index) => {
      if (!controls[map].some((control) => control.id === id))
        unknown(
          report,
          'unknown-control',
          ['maps', map, index],
          id,
          controls[map].map((c) => c.id),
        )
    })
  }
}

function lintChecks({ value: rule, yaml }: Sourced<Rule>, defs: readonly DatasetDef[], report: Report, problems: Problem[]): void {
  rule.checks.forEach((use, index) => {
    const kinds = Object.keys(use)
    const [kind = ''] = kinds
    const check = checkOf(kind)
    if (!check || kinds.length !== 1)
      return unknown(
        report,
        'unknown-kind',
        ['checks', index],
        kind,
        CHECKS.map((c) => c.kind),
      )
    const path = ['checks', index, kind]
    const options = validate(check.options, yaml, use[kind], path)
    if (!options.ok) return void problems.push(...options.problems)
    const value = options.value as {
      at_least?: number
      at_least_rows?: number
      max_age?: string
      threshold?: string
      within?: string
      empty?: string
      none?: string
    }
    const numbered = (value.at_least ?? 1) !== 1 || value.max_age !== undefined || value.within !== undefined || (value.at_least_rows ?? 1) !== 1
    if (numbered && value.threshold === undefined) report('missing-key', path, { name: kind, key: 'threshold' })
    if (value.empty === 'pass' && (value.none === undefined || !rule.documents.some((slot) => slot.slot === value.none)))
      report('empty-pass-without-declaration', path, { slot: value.none ?? '' })
    for (const need of check.needs(options.value as never)) {
      const def = defs.find((candidate) => candidate.id === need.dataset)
      if (!def)
        unknown(
          report,
          'unknown-dataset',
          path,
          need.dataset,
          defs.map((d) => d.id),
        )
      const names = def?.columns.map((column) => column.name) ?? []
      for (const column of need.columns) if (def && !names.includes(column)) unknown(report, 'unknown-column', path, column, names)
    }
    for (const { dataset, column } of check.sums?.(options.value as never) ?? []) {
      const found = defs.find((candidate) => candidate.id === dataset)?.columns.find((candidate) => candidate.name === column)
      if (found && found.type !== 'integer' && found.type !== 'number') report('wrong-type', path, { name: column, expected: 'number' })
    }
    for (const { source, dataset, over } of expressionsOf(check, options.value)) {
      const def = defs.find((candidate) => candidate.id === dataset)
      if (def) lintExpression(report, path, source, over === 'row' ? rowScope(def) : rowsScope(def))
    }
  })
}

function lintExpression(report: Report, path: readonly PropertyKey[], source: string, scope: Scope): void {
  const wrong = checkExpression(source, scope)
  if (wrong) report('bad-expression', path, { source: source.slice(0, 120), detail: wrong.message, offset: wrong.start })
}

function lintInstrument(head: RulebookHead, id: string, report: Report, path: readonly PropertyKey[]): void {
  if (!head.instruments.some((instrument) => instrument.id === id))
    unknown(
      report,
      'unknown-instrument',
      path,
      id,
      head.instruments.map((i) => i.id),
    )
}

function unknown(report: Report, code: ProblemCode, path: readonly PropertyKey[], id: string, known: readonly string[]): void {
  report(code, path, { id, did: nearest(id, known) ?? '', known: known.slice(0, 30).join(', ') })
}
