// One CSV → a Dataset: headers matched to columns, cells typed, problems told row by row.
import type { Dataset, Row, RowProblem } from '../model/evidence.ts'
import type { Column, DatasetDef } from '../model/rulebook.ts'
import { sha256 } from '../util/canonical-json.ts'
import { fold } from '../util/fold.ts'
import { dateOrder, readCell, type DateOrder } from './cells.ts'
import { readCsv, type CsvTable } from './csv.ts'

export const MAX_DATASET_BYTES = 64_000_000
export const MAX_ROWS = 200_000

/** Column name → header in the file, written by hand where no alias fits. */
export type HeaderMap = Readonly<Record<string, string>>

/** Reads the bytes of a dataset's file. What cannot be read becomes `error`; it never throws for bad content. */
export function readDataset(def: DatasetDef, path: string, bytes: Uint8Array, headers: HeaderMap = {}): Dataset {
  const blank: Dataset = {
    id: def.id,
    path,
    sha256: sha256(bytes),
    bytes: bytes.length,
    encoding: 'utf-8',
    delimiter: ',',
    columns: [],
    unknownHeaders: [],
    rows: [],
    problems: [],
  }
  const match = matcher(def, headers)
  const csv = readCsv(bytes, (header) => header.filter((field) => match(field)).length, MAX_ROWS)
  if (!csv.ok) return { ...blank, error: { code: csv.code, line: csv.line, detail: csv.code === 'too-many-rows' ? String(MAX_ROWS) : '' } }
  const { table } = csv
  const base = { ...blank, encoding: table.encoding, delimiter: table.delimiter }
  const columns = table.header.map((field) => match(field))
  const names = columns.flatMap((column) => (column ? [column.name] : []))
  // Without one known header the first line may be data, which must not be told as if it were headers.
  if (names.length === 0 && table.header.length > 0) return { ...base, error: { code: 'no-header', line: table.line, detail: lookedFor(def) } }
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) return { ...base, error: { code: 'duplicate-header', line: table.line, detail: twice } }
  return {
    ...base,
    columns: names,
    unknownHeaders: table.header.filter((field, index) => !columns[index] && field.trim() !== ''),
    ...readRows(table, columns),
  }
}

/** The first columns of a table, which the person who made the file may recognise. */
const lookedFor = (def: DatasetDef): string =>
  def.columns
    .slice(0, 3)
    .map(({ name }) => name)
    .join(', ')

function matcher(def: DatasetDef, headers: HeaderMap): (field: string) => Column | undefined {
  const byHeader = new Map<string, Column>()
  for (const column of def.columns) for (const name of column.aliases) byHeader.set(fold(name), column)
  for (const column of def.columns) byHeader.set(fold(column.name), column)
  for (const column of def.columns) {
    const header = headers[column.name]
    if (header !== undefined) byHeader.set(fold(header), column)
  }
  return (field) => byHeader.get(fold(field))
}

function readRows(table: CsvTable, columns: readonly (Column | undefined)[]): { rows: Row[]; problems: RowProblem[] } {
  const orders = columns.map((column, index): DateOrder =>
    column && (column.type === 'date' || column.type === 'datetime') ? dateOrder(table.records.map((record) => record.fields[index] ?? '')) : undefined,
  )
  const problems: RowProblem[] = []
  // In a row with fields too many or too few, a cell may hold what belongs to another column.
  const guarded = columns.some((column) => column?.personal === true || column?.sensitive === true)
  const rows = table.records.map(({ line, fields }): Row => {
    const ragged = fields.length !== table.header.length
    if (ragged) problems.push({ line, column: '', code: 'ragged-row' })
    const cells: Record<string, Row['cells'][string]> = {}
    const invalid: string[] = []
    for (const [index, column] of columns.entries()) {
      if (!column) continue
      const text = fields[index] ?? ''
      const typed = readCell(text, column, orders[index])
      if (typeof typed !== 'string') {
        cells[column.name] = typed.value
        continue
      }
      cells[column.name] = null
      invalid.push(column.name)
      problems.push({
        line,
        column: column.name,
        code: typed,
        ...(column.personal || column.sensitive || (ragged && guarded) ? {} : { value: text.trim().slice(0, 80) }),
      })
    }
    return { line, cells, invalid }
  })
  return { rows, problems }
}
