// What the schema cannot see in one rule: names that refer to nothing, expressions that do not type-check, a rule that cannot be proved.
import type { ColumnUse, Holds, OptionPath } from '../checks/define-check.ts'
import { checkOf, CHECKS } from '../checks/index.ts'
import { expressionsOf } from '../checks/run-check.ts'
import { rowScope, rowsScope, whenScope } from '../checks/scope.ts'
import { CSF_2_CATEGORIES, ISO_27001_CONTROLS } from '../model/controls.ts'
import type { Problem } from '../model/problem.ts'
import type { Column, DatasetDef, Rule, RulebookHead } from '../model/rulebook.ts'
import { checkExpression, type Scope } from '../util/expression.ts'
import { nearest } from '../util/suggest.ts'
import { validate } from '../util/zod-problems.ts'
import { reporter, twice, unknown, type Report, type Sourced } from './reporter.ts'

/** All problems of one well-formed rule beside its rulebook's head and tables; `ids` are those of all rules. They go into `problems`. */
export function lintRule(rule: Sourced<Rule>, head: RulebookHead, tables: readonly DatasetDef[], ids: ReadonlySet<string>, problems: Problem[]): void {
  const report = reporter(rule.yaml, problems)
  lintNames(rule.value, head, ids, report)
  lintChecks(rule, tables, report, problems)
}

function lintNames(rule: Rule, head: RulebookHead, ids: ReadonlySet<string>, report: Report): void {
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
  twice(report, ['criteria'], rule.criteria.map(idOf), 'id')
  twice(report, ['not_applicable'], (rule.not_applicable ?? []).map(idOf), 'id')
  twice(
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
    // Options that are not indented stand beside their kind instead of below it.
    if (kinds.length !== 1 && kinds.some((key) => checkOf(key))) return report('check-not-one', ['checks', index], { keys: kinds.join(', ') })
    if (!check)
      return unknown(
        report,
        'unknown-kind',
        ['checks', index],
        kind,
        CHECKS.map((c) => c.kind),
      )
    const path = ['checks', index, kind]
    const below = (...steps: OptionPath) => [...path, ...steps]
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
      report('empty-pass-without-declaration', [...path, 'empty'], { slot: value.none ?? '' })
    for (const need of check.needs(options.value as never)) {
      const def = defs.find((candidate) => candidate.id === need.dataset)
      if (!def)
        unknown(
          report,
          'unknown-dataset',
          below(...need.at, 'dataset'),
          need.dataset,
          defs.map((d) => d.id),
        )
      if (def) for (const column of need.columns) lintColumn(column, def, below, report)
    }
    for (const { source, at, dataset, over } of expressionsOf(check, options.value)) {
      const def = defs.find((candidate) => candidate.id === dataset)
      if (def) lintExpression(report, below(...at), source, over === 'row' ? rowScope(def) : rowsScope(def))
    }
  })
}

/** Types of columns in which a check can find what it looks for. */
const TYPES: Readonly<Record<Holds, readonly Column['type'][]>> = {
  number: ['integer', 'number'],
  day: ['date', 'datetime'],
  moment: ['datetime'],
  period: ['date', 'datetime', 'integer'],
}

/** A column that is not there, that holds something else, or in which a value can never stand. */
function lintColumn({ name, at, holds, values }: ColumnUse, def: DatasetDef, below: (...steps: OptionPath) => OptionPath, report: Report): void {
  const column = def.columns.find((candidate) => candidate.name === name)
  if (!column)
    return unknown(
      report,
      'unknown-column',
      below(...at),
      name,
      def.columns.map((candidate) => candidate.name),
    )
  if (holds !== undefined && !TYPES[holds].includes(column.type))
    report('column-type', below(...at), { id: name, found: column.type, wanted: TYPES[holds].join(', ') })
  const allowed = column.type === 'boolean' ? ['si', 'no'] : column.values?.map(({ value }) => value)
  values?.forEach((value, index) => {
    if (allowed && value !== '' && !allowed.includes(value))
      report('not-allowed', below('values', index), { name, found: value, allowed: allowed.join(', '), did: nearest(value, allowed) ?? '' })
  })
}

export function lintExpression(report: Report, path: readonly PropertyKey[], source: string, scope: Scope): void {
  const wrong = checkExpression(source, scope)
  if (wrong) report('bad-expression', path, { source: source.slice(0, 120), detail: wrong.message, offset: wrong.start })
}

export function lintInstrument(head: RulebookHead, id: string, report: Report, path: readonly PropertyKey[]): void {
  if (!head.instruments.some((instrument) => instrument.id === id))
    unknown(
      report,
      'unknown-instrument',
      path,
      id,
      head.instruments.map((i) => i.id),
    )
}
