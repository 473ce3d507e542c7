// A table as CSV: machine keys as header, cells that no spreadsheet takes for a formula.
import { csv, csvCell } from '../csv.ts'
import type { Table } from './table.ts'

const ROWS = 500

/** The header and then some hundred rows at a time; UTF-8 without a mark, CRLF after each row. */
export function* csvChunks(table: Table): Iterable<string> {
  yield csv(
    table.columns.map(({ key }) => key),
    [],
  )
  let lines: string[] = []
  for (const row of table.rows()) {
    lines.push(`${row.map(csvCell).join(',')}\r\n`)
    if (lines.length < ROWS) continue
    yield lines.join('')
    lines = []
  }
  if (lines.length > 0) yield lines.join('')
}
