// What a check is: typed options, the tables and columns it reads, and a pure function that counts good units.
import * as z from 'zod'
import type { FailedRow } from '../model/assessment.ts'
import type { Cell, Row } from '../model/evidence.ts'
import type { DatasetDef } from '../model/rulebook.ts'
import { Duration, Identifier, Slug } from '../model/scalars.ts'
import { Localized, Threshold } from '../model/vocabulary.ts'

/** A part of a dataset: the rows for which `where` (CEL over the columns) holds; all of them without it. */
export const Selection = z.strictObject({ dataset: Identifier, where: z.string().min(1).optional() })
export type Selection = z.infer<typeof Selection>

/** Options that every kind has; `at_least` is a ratio 0–1 and needs to say who set it. */
export const common = {
  label: Localized,
  empty: z.enum(['pass', 'unknown', 'fail']).default('unknown'),
  /** With `empty: pass`: the document slot of the signed declaration that nothing occurred. */
  none: Slug.optional(),
  at_least: z.number().gt(0).max(1).default(1),
  threshold: Threshold.optional(),
}
export const onRows = { ...common, dataset: Identifier, where: z.string().min(1).optional() }
export { Duration, Identifier }

export interface CommonOptions {
  readonly label: Localized
  readonly empty: 'pass' | 'unknown' | 'fail'
  readonly none?: string | undefined
  readonly at_least: number
  readonly threshold?: Threshold | undefined
}

/** A table that a check reads, and the columns without which it cannot run. */
export interface Need {
  readonly dataset: string
  readonly columns: readonly string[]
  readonly where?: string | undefined
}

/** What a running check sees: the selected rows of each table it needs, and the day. */
export interface CheckContext {
  readonly rows: (selection: Selection) => readonly Row[]
  readonly def: (dataset: string) => DatasetDef
  /** CEL over one row's columns, or over a list as `rows`; throws when it cannot be evaluated. */
  readonly holds: (dataset: string, source: string, over: Row | readonly Row[]) => boolean
  readonly asOf: string
  /** The assessed year. */
  readonly period: number
  /** Days that do not count as business days besides the public holidays. */
  readonly extraHolidays: readonly string[]
}

/** Counted units and the rows to blame for those that are not good. */
export interface Measure {
  readonly good: number
  readonly total: number
  readonly failed: readonly FailedRow[]
  /** Rows that cannot be judged either way; one is enough to make the check unknown. */
  readonly unclear?: readonly Row[]
  /** What the rows say nothing about, where silence is not a failure; anything here makes the check unknown. */
  readonly silent?: readonly string[]
}

/** An expression in the options, with what it ranges over, so that it can be checked when the rulebook loads. */
export interface ExpressionUse {
  readonly source: string
  readonly dataset: string
  readonly over: 'row' | 'rows'
}

export interface Check<Options extends z.ZodType> {
  readonly kind: string
  readonly options: Options
  readonly needs: (options: z.output<Options>) => readonly Need[]
  readonly expressions?: (options: z.output<Options>) => readonly ExpressionUse[]
  /** Columns that are added up, so they must hold numbers. */
  readonly sums?: (options: z.output<Options>) => readonly { readonly dataset: string; readonly column: string }[]
  readonly run: (options: z.output<Options>, context: CheckContext) => Measure
}

/** A check whose options type has been forgotten, as lists of checks need. */
export interface AnyCheck {
  readonly kind: string
  readonly options: z.ZodType
  readonly needs: (options: never) => readonly Need[]
  readonly expressions?: (options: never) => readonly ExpressionUse[]
  readonly sums?: (options: never) => readonly { readonly dataset: string; readonly column: string }[]
  readonly run: (options: never, context: CheckContext) => Measure
}

export const defineCheck = <Options extends z.ZodType>(check: Check<Options>): Check<Options> => check

/** A cell as rules write it: blank is `""`, booleans are `si` and `no`. */
export const wordOf = (cell: Cell | undefined): string =>
  cell === true ? 'si' : cell === false ? 'no' : cell === null || cell === undefined ? '' : String(cell)

/** True when a cell holds something that counts as filled in. */
export const filled = (row: Row, column: string): boolean => {
  const cell = row.cells[column]
  return cell !== null && cell !== undefined && cell !== ''
}

/** The row as a report names it: its line, its key, and (unless the column is personal) the value to blame. */
export function failedRow(row: Row, def: DatasetDef, columns: readonly string[], valueOf?: string): FailedRow {
  const column = def.columns.find((c) => c.name === valueOf)
  const cell = valueOf === undefined ? undefined : row.cells[valueOf]
  return {
    line: row.line,
    key: String(row.cells[def.key] ?? '').slice(0, 120),
    columns: [...columns],
    ...(column && !column.personal && cell !== null && cell !== undefined && cell !== '' ? { value: String(cell).slice(0, 120) } : {}),
    ...(column?.sensitive ? { sensitive: true } : {}),
  }
}

/** Measures rows one by one: a row is good when `blame` returns no columns. */
export function eachRow(rows: readonly Row[], def: DatasetDef, blame: (row: Row) => readonly string[], valueOf?: string): Measure {
  const failed = rows.flatMap((row) => {
    const columns = blame(row)
    return columns.length === 0 ? [] : [failedRow(row, def, columns, valueOf)]
  })
  return { good: rows.length - failed.length, total: rows.length, failed }
}

export const need = (options: { dataset: string; where?: string | undefined }, ...columns: string[]): Need => ({
  dataset: options.dataset,
  columns,
  where: options.where,
})
