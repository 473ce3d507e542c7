// Bytes of a CSV → records with line numbers: encoding, byte order mark and delimiter found out, ragged rows kept and told.
import { CsvError, parse } from 'csv-parse/sync'

export interface CsvRecord { readonly line: number; readonly fields: readonly string[] }

export interface CsvTable {
  readonly encoding: 'utf-8' | 'windows-1252'
  readonly delimiter: string
  readonly header: readonly string[]
  readonly records: readonly CsvRecord[]
}

export type CsvResult = { readonly ok: true; readonly table: CsvTable } | { readonly ok: false; readonly line: number; readonly detail: string }

const DELIMITERS = [',', ';', '\t', '|'] as const
const MAX_RECORD = 1_000_000

/** UTF-8 if it is, else windows-1252, which old spreadsheet programs write; a byte order mark is dropped. */
export function decode(bytes: Uint8Array): { text: string; encoding: 'utf-8' | 'windows-1252' } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' }
  }
}

/** Parses a table; `known` says how many of a header's fields are columns, which settles the delimiter. */
export function readCsv(bytes: Uint8Array, known: (header: readonly string[]) => number): CsvResult {
  const { text, encoding } = decode(bytes)
  if (text.includes('\0')) return { ok: false, line: 1, detail: 'NUL' }
  const delimiter = sniff(text, known)
  try {
    let end = 0
    let blanks = 0
    const all = parseRecords(text, delimiter).map(({ record, info }) => {
      const line = end + 1 + info.empty_lines - blanks
      end = info.lines
      blanks = info.empty_lines
      return { line, fields: record }
    })
    const [header, ...records] = all
    if (!header) return { ok: true, table: { encoding, delimiter, header: [], records: [] } }
    const width = header.fields.findLastIndex((field) => field.trim() !== '') + 1
    return { ok: true, table: { encoding, delimiter, header: header.fields.slice(0, width), records } }
  } catch (error) {
    if (error instanceof CsvError) return { ok: false, line: typeof error['lines'] === 'number' ? error['lines'] : 0, detail: error.code }
    throw error
  }
}

function parseRecords(text: string, delimiter: string, toLine?: number): { record: string[]; info: { lines: number; empty_lines: number } }[] {
  return parse(text, {
    delimiter, info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: MAX_RECORD,
    ...(toLine === undefined ? {} : { to: toLine }),
  }) as unknown as { record: string[]; info: { lines: number; empty_lines: number } }[]
}

/** The delimiter under which most of the header is known; then the one that makes most fields. */
function sniff(text: string, known: (header: readonly string[]) => number): string {
  const scored = DELIMITERS.map((delimiter) => {
    try {
      const header = parseRecords(text.slice(0, 20_000).split(/\r\n|\n|\r/, 1)[0] ?? '', delimiter, 1)[0]?.record ?? []
      return { delimiter, score: known(header) * 1000 + header.length }
    } catch {
      return { delimiter, score: -1 }
    }
  })
  return scored.reduce((best, item) => (item.score > best.score ? item : best)).delimiter
}
