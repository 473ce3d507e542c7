// The checks of one rule: their options, and the tables, columns and expressions that they name.
import type { ColumnUse, Holds, OptionPath } from '../checks/define-check.ts'
import { checkOf, CHECKS } from '../checks/index.ts'
import { expressionsOf } from '../checks/run-check.ts'
import { rowScope, rowsScope, wordsOf } from '../checks/scope.ts'
import type { Problem } from '../model/problem.ts'
import type { CheckUse, Column, Rule } from '../model/rulebook.ts'
import { nearest } from '../util/suggest.ts'
import type { YamlFile } from '../util/yaml.ts'
import { validate } from '../util/zod-problems.ts'
import { lintExpression } from './lint-expression.ts'
import { refers, reporter, type Report } from './reporter.ts'

/** A table as checks see it; without columns where they could not be read. */
export interface Table {
  readonly id: string
  readonly columns?: readonly Column[]
}

export function lintChecks({ checks, documents }: Partial<Rule>, yaml: YamlFile, tables: readonly Table[], problems: Problem[]): void {
  const slots = documents?.map(({ slot }) => slot)
  checks?.forEach((use, index) => lintCheck(use, ['checks', index], slots, yaml, tables, problems))
}

function lintCheck(use: CheckUse, at: OptionPath, slots: readonly string[] | undefined, yaml: YamlFile, tables: readonly Table[], problems: Problem[]): void {
  const report = reporter(yaml, problems)
  const kinds = Object.keys(use)
  const [kind = ''] = kinds
  const check = checkOf(kind)
  // Options that are not indented stand beside their kind instead of below it.
  if (kinds.length !== 1 && kinds.some((key) => checkOf(key))) return report('check-not-one', at, { keys: kinds.join(', ') })
  if (!check)
    return refers(
      report,
      'unknown-kind',
      at,
      kind,
      CHECKS.map((c) => c.kind),
    )
  const path = [...at, kind]
  const options = validate(check.options, yaml, use[kind], path)
  if (!options.ok) return void problems.push(...options.problems)
  lintCommon(options.value as Numbered, kind, path, slots, report)
  const below = (...steps: OptionPath) => [...path, ...steps]
  const ids = tables.map(({ id }) => id)
  for (const need of check.needs(options.value)) {
    refers(report, 'unknown-dataset', below(...need.at, 'dataset'), need.dataset, ids)
    const columns = tables.find(({ id }) => id === need.dataset)?.columns
    if (columns) for (const column of need.columns) lintColumn(column, columns, below, report)
  }
  for (const { source, at: where, dataset, over } of expressionsOf(check, options.value)) {
    const columns = tables.find(({ id }) => id === dataset)?.columns
    if (columns) lintExpression(report, below(...where), source, over === 'row' ? rowScope(columns) : rowsScope(columns))
  }
}

/** Options that several kinds have, and that hang together. */
interface Numbered {
  readonly at_least?: number
  readonly at_least_rows?: number
  readonly max_age?: string
  readonly threshold?: string
  readonly within?: string
  readonly empty?: string
  readonly none?: string
}

function lintCommon(value: Numbered, kind: string, path: OptionPath, slots: readonly string[] | undefined, report: Report): void {
  const numbered = (value.at_least ?? 1) !== 1 || value.max_age !== undefined || value.within !== undefined || (value.at_least_rows ?? 1) !== 1
  if (numbered && value.threshold === undefined) report('missing-key', path, { name: kind, key: 'threshold' })
  if (value.empty === 'pass' && (value.none === undefined || slots?.includes(value.none) === false))
    report('empty-pass-without-declaration', [...path, 'empty'], { slot: value.none ?? '' })
}

/** Types of columns in which a check can find what it looks for. */
const TYPES: Readonly<Record<Holds, readonly Column['type'][]>> = {
  number: ['integer', 'number'],
  day: ['date', 'datetime'],
  moment: ['datetime'],
  period: ['date', 'datetime', 'integer'],
}

/** A column that is not there, that holds something else, or in which a value can never stand. */
function lintColumn({ name, at, holds, values }: ColumnUse, columns: readonly Column[], below: (...steps: OptionPath) => OptionPath, report: Report): void {
  const column = columns.find((candidate) => candidate.name === name)
  if (!column)
    return refers(
      report,
      'unknown-column',
      below(...at),
      name,
      columns.map((candidate) => candidate.name),
    )
  if (holds !== undefined && !TYPES[holds].includes(column.type))
    report('column-type', below(...at), { id: name, found: column.type, wanted: TYPES[holds].join(', ') })
  const allowed = wordsOf(column)
  values?.forEach((value, index) => {
    if (allowed && value !== '' && !allowed.includes(value))
      report('not-allowed', below('values', index), { name, found: value, allowed: allowed.join(', '), did: nearest(value, allowed) ?? '' })
  })
}
