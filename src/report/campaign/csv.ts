// The tables as CSV, a file for each: machine keys as header, cells that no spreadsheet takes for a formula.
import { csv, csvCell } from '../csv.ts'
import type { Sink, TableWriter } from './writer.ts'

/** UTF-8 without a mark, CRLF after each row. `open` begins the file of a table. */
export function csvWriter(open: (table: string) => Sink): TableWriter {
  let file: Sink | undefined
  const close = (): void => {
    file?.close()
    file = undefined
  }
  return {
    begin: ({ name, columns }) => {
      const { write } = (file = open(name))
      write(
        csv(
          columns.map(({ key }) => key),
          [],
        ),
      )
      return { rows: (rows) => write(rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')), end: close }
    },
    close,
  }
}
