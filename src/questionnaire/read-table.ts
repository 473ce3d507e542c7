// Rows of cells → questions. Columns are found by their headers in either language, rows by their keys, so that a column moved
// or a row put in does not shift an answer to another question.
import { fold } from '../util/fold.ts'
import { messages } from '../i18n/index.ts'
import { COLUMNS, FIELDS, type ColumnName } from './fields.ts'
import type { FilledCell, FilledQuestion, Spot } from './filled.ts'
import { readKey } from './mark.ts'

export interface SheetRow {
  /** Cells by column, counted from 0; blank cells may be left out. */
  readonly cells: ReadonlyMap<number, FilledCell>
  /** Where a cell of this row that is not there would stand. */
  readonly spotOf: (column: number) => Spot
}

const names: ReadonlyMap<string, ColumnName> = new Map(
  (['es', 'en'] as const).flatMap((lang) => COLUMNS.map((column) => [fold(messages(lang).questionnaire.columns[column]), column] as const)),
)

/** Column of the table → its place; undefined when the row is no header. */
function headerOf(row: SheetRow): ReadonlyMap<ColumnName, number> | undefined {
  const found = new Map<ColumnName, number>()
  for (const [index, { text }] of row.cells) {
    const name = names.get(fold(text))
    if (name !== undefined && !found.has(name)) found.set(name, index)
  }
  return found.has('key') && found.has('value') ? found : undefined
}

interface Draft {
  readonly rule: string
  base: string | undefined
  spot: Spot
  fields: FilledQuestion['fields']
  readonly criteria: { id: string; cell: FilledCell }[]
}

/** The questions of a sheet, and cells with text in answer columns of rows without a key. A sheet without a header has none. */
export function readTable(rows: readonly SheetRow[]): { questions: FilledQuestion[]; strays: FilledCell[] } {
  const start = rows.findIndex((row) => headerOf(row) !== undefined)
  const header = rows[start] && headerOf(rows[start])
  const all: Draft[] = []
  /** The last of each rule, to which rows of criteria belong. */
  const drafts = new Map<string, Draft>()
  const strays: FilledCell[] = []
  if (!header) return { questions: [], strays }
  for (const row of rows.slice(start + 1)) {
    const at = (column: ColumnName): FilledCell | undefined => {
      const index = header.get(column)
      return index === undefined ? undefined : (row.cells.get(index) ?? { text: '', spot: row.spotOf(index) })
    }
    const key = readKey(at('key')?.text ?? '')
    if (key === undefined) {
      strays.push(...FIELDS.flatMap((field) => at(field) ?? []).filter(({ text, odd }) => text.trim() !== '' || odd !== undefined))
      continue
    }
    const value = at('value')
    const before = drafts.get(key.rule)
    // A row that was copied is a second answer to the same question, which the merge weighs against the first.
    const again = before?.base !== undefined && !('criterion' in key)
    const draft: Draft = before && !again ? before : { rule: key.rule, base: undefined, spot: value?.spot ?? row.spotOf(0), fields: {}, criteria: [] }
    if (draft !== before) all.push(draft)
    drafts.set(key.rule, draft)
    if ('criterion' in key) {
      if (value) draft.criteria.push({ id: key.criterion, cell: value })
      continue
    }
    draft.base = key.base
    draft.spot = value?.spot ?? draft.spot
    draft.fields = Object.fromEntries(FIELDS.flatMap((field) => (at(field) ? [[field, at(field)]] : [])))
  }
  return { questions: all, strays }
}
