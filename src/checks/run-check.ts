// Runs one check over the evidence: what is missing makes it unknown, what is broken makes it an error, else it is measured.
import type { CheckResult } from '../model/assessment.ts'
import type { Dataset, Row } from '../model/evidence.ts'
import type { CheckUse, DatasetDef } from '../model/rulebook.ts'
import { FULL_CREDIT, MAX_FAILED_ROWS } from '../model/basics.ts'
import { compileExpression, namesIn } from '../util/expression.ts'
import { divideRounded } from '../util/rounding.ts'
import type { AnyCheck, CheckContext, CommonOptions, ExpressionUse, Measure, Selection } from './define-check.ts'
import { checkOf } from './index.ts'
import { rowContext, rowScope, rowsScope } from './scope.ts'

export interface CheckWorld {
  readonly datasets: Readonly<Record<string, Dataset>>
  readonly defs: readonly DatasetDef[]
  readonly asOf: string
  readonly period: number
  readonly extraHolidays: readonly string[]
  /** True when a document proves the slot on the as-of day. */
  readonly slotIsCurrent: (slot: string) => boolean
}

/** Runs a check of a loaded rulebook, whose options are complete. Never throws: a check that does is an `error`. */
export function runCheck(use: CheckUse, world: CheckWorld): CheckResult {
  const [kind = '', raw] = Object.entries(use)[0] ?? []
  const check = checkOf(kind)
  if (!check) throw new Error(`no check of kind ${kind}`)
  const options = raw as CommonOptions
  const needs = withExpressionColumns(check, options, world)
  const first = needs[0]?.dataset ?? ''
  const file = world.datasets[first]?.path
  const base = {
    kind,
    label: options.label,
    dataset: first,
    ...(file === undefined ? {} : { file }),
    ...(options.threshold === undefined ? {} : { threshold: options.threshold }),
  }
  const obstacle = findObstacle(needs, options, world)
  if (obstacle) return { ...base, ...obstacle }
  try {
    const measure = check.run(options, contextOf(world))
    const unclear = (measure.unclear ?? []).slice(0, 5).map((row) => `${file ?? first}:${row.line}`)
    if (measure.silent) return { ...base, state: 'unknown', reason: 'not-covered', detail: measure.silent.slice(0, 10).map((value) => value.slice(0, 120)) }
    return unclear.length > 0 ? { ...base, state: 'unknown', reason: 'invalid', detail: unclear } : { ...base, ...judge(measure, options) }
  } catch (error) {
    return { ...base, state: 'error', reason: 'threw', detail: [(error instanceof Error ? error.message : String(error)).slice(0, 300)] }
  }
}

/** A table with the columns that must be there, and those of them that expressions read. */
interface Wanted {
  readonly dataset: string
  readonly columns: readonly string[]
  readonly read: readonly string[]
}

/** What a check needs, with the columns that its expressions read: a column that is not there must not read as blank. */
function withExpressionColumns(check: AnyCheck, options: CommonOptions, world: CheckWorld): readonly Wanted[] {
  const uses = expressionsOf(check, options)
  return check.needs(options).map((need) => {
    const dataset = world.datasets[need.dataset]
    // Parsing expressions is slow, and of a table that is not there nobody asks which columns they read.
    const def = dataset && !dataset.error ? world.defs.find(({ id }) => id === need.dataset) : undefined
    const named = def
      ? uses
          .filter((use) => use.dataset === need.dataset)
          .flatMap((use) => [...namesIn(use.source, use.over === 'row' ? rowScope(def.columns) : rowsScope(def.columns))])
      : []
    const read = (def?.columns ?? []).map((column) => column.name).filter((name) => named.includes(name))
    return { dataset: need.dataset, columns: [...new Set([...need.columns.map(({ name }) => name), ...read])], read }
  })
}

/** What came out of a check, beside what is known of it before it runs. */
type Verdict = Pick<CheckResult, 'state'> & Partial<CheckResult>

function findObstacle(needs: readonly Wanted[], options: CommonOptions, world: CheckWorld): Verdict | undefined {
  for (const [index, need] of needs.entries()) {
    const dataset = world.datasets[need.dataset]
    const declaredNone = index === 0 && options.empty === 'pass' && options.none !== undefined && world.slotIsCurrent(options.none)
    const nothing: Verdict = { state: 'passed', reason: 'empty', good: 0, total: 0, ratio: FULL_CREDIT, floor: floorOf(options) }
    if (!dataset) return declaredNone ? nothing : { state: 'unknown', reason: 'dataset-missing', detail: absent(needs, world) }
    if (dataset.error)
      return { state: 'error', reason: 'dataset-error', detail: [dataset.path, dataset.error.code, String(dataset.error.line), dataset.error.detail] }
    if (index === 0 && dataset.rows.length === 0) {
      if (declaredNone) return nothing
      if (options.empty === 'fail')
        return { state: 'failed', reason: 'empty', good: 0, total: 0, ratio: 0, floor: floorOf(options), failed: { count: 0, rows: [] } }
      return { state: 'unknown', reason: 'empty' }
    }
    const missing = need.columns.filter((column) => !dataset.columns.includes(column))
    if (missing.length > 0) return { state: 'unknown', reason: 'column-missing', detail: missing }
    if (need.read.length === 0) continue
    const unreadable = dataset.rows.filter((row) => row.invalid.some((column) => need.read.includes(column)))
    if (unreadable.length > 0) return { state: 'unknown', reason: 'invalid', detail: unreadable.slice(0, 5).map((row) => `${dataset.path}:${row.line}`) }
  }
  return undefined
}

/** Every table that is not there, not only the first that stops the check. */
const absent = (needs: readonly Wanted[], { datasets }: CheckWorld): string[] => [
  ...new Set(needs.flatMap(({ dataset }) => (datasets[dataset] ? [] : [dataset]))),
]

const floorOf = (options: CommonOptions): number => Math.round(options.at_least * FULL_CREDIT)

/** Counts → ratio in basis points; passing is judged on the counts, so that rounding never lifts a row over the floor. */
function judge({ good, total, failed }: Measure, options: CommonOptions): Verdict {
  const floor = floorOf(options)
  const passed = good * FULL_CREDIT >= floor * total
  const ratio = good < total ? Math.min(divideRounded(good * FULL_CREDIT, total), (passed ? FULL_CREDIT : floor) - 1) : FULL_CREDIT
  return {
    state: passed ? 'passed' : 'failed',
    good,
    total,
    ratio,
    floor,
    ...(failed.length === 0 ? {} : { failed: { count: failed.length, rows: failed.slice(0, MAX_FAILED_ROWS) } }),
  }
}

/** Definitions by id, made once for a rulebook. */
const byId = new WeakMap<readonly DatasetDef[], ReadonlyMap<string, DatasetDef>>()

function definitionOf(defs: readonly DatasetDef[], id: string): DatasetDef {
  const all = byId.get(defs) ?? new Map(defs.map((def) => [def.id, def]))
  byId.set(defs, all)
  const found = all.get(id)
  if (!found) throw new Error(`dataset ${id} is not defined`)
  return found
}

type Over = Row | readonly Row[]

/** A compiled expression over the rows of one table: it sees only the columns that it names, since there may be many thousand rows. */
function predicateOf(def: DatasetDef, source: string, many: boolean, { asOf, period }: CheckWorld): (over: Over) => boolean {
  const scope = many ? rowsScope(def.columns) : rowScope(def.columns)
  const expression = compileExpression(source, scope)
  const names = namesIn(source, scope)
  const columns = def.columns.filter(({ name }) => names.has(name))
  return (over) => {
    const context: Record<string, unknown> = many ? { rows: (over as readonly Row[]).map((row) => rowContext(row, columns)) } : rowContext(over as Row, columns)
    context['as_of'] = asOf
    context['period'] = period
    const result = expression(context)
    if (!result.ok) throw new Error(result.message)
    return result.value
  }
}

function contextOf(world: CheckWorld): CheckContext {
  const def = (id: string): DatasetDef => definitionOf(world.defs, id)
  const made = new Map<string, { readonly id: string; readonly many: boolean; readonly test: (over: Over) => boolean }[]>()
  const predicate = (id: string, source: string, many: boolean): ((over: Over) => boolean) => {
    const same = made.get(source) ?? []
    const known = same.find((candidate) => candidate.id === id && candidate.many === many)
    if (known) return known.test
    const test = predicateOf(def(id), source, many, world)
    made.set(source, [...same, { id, many, test }])
    return test
  }
  const rows = ({ dataset, where }: Selection): readonly Row[] => {
    const all = world.datasets[dataset]?.rows ?? []
    return where === undefined ? all : all.filter(predicate(dataset, where, false))
  }
  const holds = (id: string, source: string, over: Over): boolean => predicate(id, source, Array.isArray(over))(over)
  return { rows, def, holds, asOf: world.asOf, period: world.period, extraHolidays: world.extraHolidays }
}

/** Every expression of a check's options with what it ranges over: `where` wherever it stands, and the kind's own. */
export function expressionsOf(check: AnyCheck, options: unknown): readonly ExpressionUse[] {
  const wheres = check
    .needs(options)
    .flatMap(({ where, at, dataset }) => (where === undefined ? [] : [{ source: where, at: [...at, 'where'], dataset, over: 'row' as const }]))
  return [...wheres, ...(check.expressions?.(options) ?? [])]
}
