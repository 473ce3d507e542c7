// The tables as CSV, a file for each: machine keys as header, cells that no spreadsheet takes for a formula.
import { csvRow } from '../csv.ts'
import type { Sink, TableWriter } from './writer.ts'

/** UTF-8 without a mark, CRLF after each row. `open` begins the file of a table. */
export function csvWriter(open: (table: string) => Sink): TableWriter {
  let file: Sink | undefined
  const close = (): void => {
    const written = file
    file = undefined
    written?.close()
  }
  return {
    begin: ({ name, columns }) => {
      const { write } = (file = open(name))
      write(csvRow(columns.map(({ key }) => key)))
      return { rows: (rows) => write(rows.map(csvRow).join('')), end: close }
    },
    close,
  }
}
