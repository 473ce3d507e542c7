// The names that expressions over a dataset may use, and the values that stand for its cells.
import { INSTITUTION_KINDS } from '../model/basics.ts'
import type { Row } from '../model/evidence.ts'
import type { Column, FactDef } from '../model/rulebook.ts'
import type { Scope, VariableType } from '../util/expression.ts'
import { wordOf } from './define-check.ts'

const typeOf = (column: Column): VariableType => (column.type === 'integer' || column.type === 'number' ? 'dyn' : 'string')

const columnTypes = (columns: readonly Column[]): Record<string, VariableType> => Object.fromEntries(columns.map((column) => [column.name, typeOf(column)]))

/** The words that can stand in a column, as expressions see them; undefined where any can. */
export const wordsOf = (column: Column): readonly string[] | undefined => (column.type === 'boolean' ? ['si', 'no'] : column.values?.map(({ value }) => value))

const wordsIn = (columns: readonly Column[], prefix: string): Record<string, readonly string[]> =>
  Object.fromEntries(columns.flatMap((column) => (wordsOf(column) ? [[prefix + column.name, wordsOf(column) ?? []]] : [])))

/** Scopes are kept by what they describe, so that their environments are made once. */
function memo<Key extends object>(make: (key: Key) => Scope): (key: Key) => Scope {
  const kept = new WeakMap<Key, Scope>()
  return (key) => {
    const scope = kept.get(key) ?? make(key)
    kept.set(key, scope)
    return scope
  }
}

/** `where` and `each`: the columns of one row, the day and the year. */
export const rowScope = memo((columns: readonly Column[]): Scope => ({
  variables: { ...columnTypes(columns), as_of: 'string', period: 'dyn' },
  words: wordsIn(columns, ''),
}))

/** `holds`: the list `rows`, the day and the year. */
export const rowsScope = memo((columns: readonly Column[]): Scope => ({
  variables: { as_of: 'string', period: 'dyn' },
  rows: columnTypes(columns),
  words: wordsIn(columns, 'rows.'),
}))

/** `when`: the institution and the facts that the rulebook declares. */
export const whenScope = memo((facts: readonly FactDef[]): Scope => ({
  variables: {
    institution: { kind: 'string', staff: 'dyn', state_capital: 'dyn' },
    facts: Object.fromEntries(facts.map((fact) => [fact.id, fact.type === 'boolean' ? 'bool' : fact.type === 'integer' ? 'dyn' : 'string'])),
    period: 'dyn',
  },
  words: { 'institution.kind': INSTITUTION_KINDS },
}))

/** The cells of some columns as expressions see them: blanks of text, date and list are `""`, booleans `si`/`no`, blank numbers null. */
export function rowContext(row: Row, columns: readonly Column[]): Record<string, unknown> {
  const context: Record<string, unknown> = {}
  for (const column of columns) {
    const cell = row.cells[column.name]
    context[column.name] = typeOf(column) === 'dyn' ? (cell ?? null) : wordOf(cell)
  }
  return context
}
