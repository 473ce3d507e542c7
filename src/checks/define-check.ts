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

/** Where something stands below the options of a check. */
export type OptionPath = readonly PropertyKey[]

/** What the cells of a column must be for a check to tell anything. */
export type Holds = 'number' | 'day' | 'moment' | 'period'

/** A column without which a check cannot run, and where its options name it. */
export interface ColumnUse {
  readonly name: string
  readonly at: OptionPath
  readonly holds?: Holds
  /** The values that are looked for, in the list `values` of the options. */
  readonly values?: readonly string[]
}

/** A table that a check reads; `at` are the options that name it. */
export interface Need {
  readonly dataset: string
  readonly at: OptionPath
  readonly columns: readonly ColumnUse[]
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
  readonly at: OptionPath
  readonly dataset: string
  readonly over: 'row' | 'rows'
}

export interface Check<Options extends z.ZodType> {
  readonly kind: string
  readonly options: Options
  readonly needs: (options: z.output<Options>) => readonly Need[]
  readonly expressions?: (options: z.output<Options>) => readonly ExpressionUse[]
  readonly run: (options: z.output<Options>, context: CheckContext) => Measure
}

/** A check whose options type has been forgotten, as lists of checks need: it is given only what its own schema `options` has let pass. */
export interface AnyCheck {
  readonly kind: string
  readonly options: z.ZodType
  // Methods, since their parameters may be wider than those of the check that stands here.
  needs(options: unknown): readonly Need[]
  expressions?(options: unknown): readonly ExpressionUse[]
  run(options: unknown, context: CheckContext): Measure
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
  const value = column && !column.personal ? wordOf(row.cells[column.name]).slice(0, 120) : ''
  return {
    line: row.line,
    key: String(row.cells[def.key] ?? '').slice(0, 120),
    columns: [...columns],
    ...(value === '' ? {} : { value }),
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

type Selected = { readonly dataset: string; readonly where?: string | undefined }

/** What a check with one table reads; each column is that of the option of the same name. */
export const need = (options: Selected, ...columns: ColumnUse[]): Need => needAt([], options, columns)

/** What a side of a check with two tables reads. */
export const needOf = (side: string, options: Selected, ...columns: ColumnUse[]): Need =>
  needAt(
    [side],
    options,
    columns.map((column) => ({ ...column, at: [side, ...column.at] })),
  )

const needAt = (at: OptionPath, { dataset, where }: Selected, columns: readonly ColumnUse[]): Need => ({ dataset, at, columns, where })

/** The column that an option names; none where the option is left out. */
export const column = (option: string, name: string | undefined, more: Pick<ColumnUse, 'holds' | 'values'> = {}): ColumnUse[] =>
  name === undefined ? [] : [{ name, at: [option], ...more }]

/** The columns that the list `columns` names. */
export const columnsOf = (names: readonly string[]): ColumnUse[] => names.map((name, index) => ({ name, at: ['columns', index] }))
