// A CSV form read back: whatever delimiter and encoding the spreadsheet saved it with.
import { readCsv } from '../evidence/csv.ts'
import { unguarded } from './csv.ts'
import { FormRefused, type FilledForm } from './filled.ts'
import { readMark } from './mark.ts'
import { readTable, type SheetRow } from './read-table.ts'

const MAX_ROWS = 20_000

/** Reads the bytes; `file` is the name to show. Throws FormRefused for what is no form. */
export function readCsvForm(bytes: Uint8Array, file: string): FilledForm {
  const result = readCsv(bytes, () => 0, MAX_ROWS)
  if (!result.ok && result.code === 'too-many-rows') throw new FormRefused('too-many-rows', String(MAX_ROWS))
  if (!result.ok) throw new FormRefused('malformed-csv', String(result.line))
  const { table } = result
  const lines = [table.header.join(' '), ...table.records.slice(0, 20).map(({ fields }) => fields.join(' '))]
  const mark = lines.map(readMark).find((found) => found !== undefined)
  if (!mark) throw new FormRefused('not-a-form')
  const headers = headerTexts(table.records.map(({ fields }) => fields))
  const rows = table.records.map(({ line, fields }): SheetRow => {
    const spotOf = (column: number) => ({ file, line, column: headers[column] ?? '' })
    return { cells: new Map(fields.map((text, column) => [column, { text: unguarded(text), spot: spotOf(column) }] as const)), spotOf }
  })
  const { questions, strays } = readTable(rows)
  if (questions.length === 0) throw new FormRefused('not-a-form')
  return { file, format: 'csv', mark, questions, strays, notices: table.encoding === 'windows-1252' ? ['not-utf8'] : [] }
}

/** The header is the first record that is filled from side to side. */
const headerTexts = (records: readonly (readonly string[])[]): readonly string[] =>
  records.find((fields) => fields.filter((field) => field.trim() !== '').length > 8) ?? []
