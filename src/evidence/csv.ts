// Bytes of a CSV → records with line numbers: encoding, byte order mark and delimiter found out, ragged rows kept and told.
// Papa Parse does the quoting; it keeps going where others throw, reports each quoting error, and is quick from a cold start.
import Papa from 'papaparse'
import type { Dataset, DatasetError } from '../model/evidence.ts'
import { utf8Text } from '../util/utf8.ts'

export interface CsvRecord {
  readonly line: number
  readonly fields: readonly string[]
}

export interface CsvTable {
  readonly encoding: Dataset['encoding']
  readonly delimiter: string
  readonly header: readonly string[]
  /** Where the header begins. */
  readonly line: number
  readonly records: readonly CsvRecord[]
}

export type CsvResult = { readonly ok: true; readonly table: CsvTable } | { readonly ok: false; readonly line: number; readonly code: DatasetError['code'] }

const DELIMITERS = [',', ';', '\t', '|'] as const
/** Characters of a cell, and of a line: a longer one is a quote that was not closed, or no table. */
const MAX_FIELD = 1_000_000
/** Ten times the widest table that is asked for. */
const MAX_COLUMNS = 1_000
/** Ten times the rows that a table may have, for the lines inside cells and those left blank: each takes far more memory than its one byte. */
const MAX_LINES = 2_000_000

/** UTF-16 if a byte order mark says so (Excel's «Unicode text»), else UTF-8 if it is, else windows-1252, which old spreadsheet programs write. */
export function decode(bytes: Uint8Array): { text: string; encoding: Dataset['encoding'] } {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16' }
  if (first === 0xfe && second === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16' }
  const text = utf8Text(bytes)
  return text === undefined ? { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' } : { text, encoding: 'utf-8' }
}

/** Parses a table of at most `mostRows` below its header; `known` says how many of a header's fields are columns, which settles the delimiter. */
export function readCsv(bytes: Uint8Array, known: (header: readonly string[]) => number, mostRows = Infinity): CsvResult {
  const { text: raw, encoding } = decode(bytes)
  // One kind of line end, so that lines are counted alike whatever program wrote the file (bare CR is old Mac).
  const text = raw.replace(/\r\n?/g, '\n')
  if (text.includes('\0')) return { ok: false, line: 1, code: 'not-text' }
  const tooMuch = linesTooMuch(text)
  if (tooMuch) return tooMuch
  const delimiter = sniff(text, known)
  const read = readRecords(text, delimiter, mostRows)
  if (!Array.isArray(read)) return read
  const [header, ...records] = read
  if (!header) return { ok: true, table: { encoding, delimiter, header: [], line: 1, records: [] } }
  return { ok: true, table: { encoding, delimiter, header: header.fields, line: header.line, records } }
}

type Refused = Extract<CsvResult, { readonly ok: false }>

/** What is refused before it is parsed, which takes many times the memory of the text. */
function linesTooMuch(text: string): Refused | undefined {
  let line = 1
  for (let from = 0; from <= text.length; line++) {
    const end = text.indexOf('\n', from)
    const next = end < 0 ? text.length : end
    if (next - from > MAX_FIELD) return { ok: false, line, code: 'field-too-long' }
    if (line > MAX_LINES + 1) return { ok: false, line: 0, code: 'too-many-rows' }
    from = next + 1
  }
  return undefined
}

const widthOf = (fields: readonly string[]): number => fields.findLastIndex((field) => field.trim() !== '') + 1

/** The records that hold something, the header first, each with the line where it begins; parsed no further than the first thing wrong. */
function readRecords(text: string, delimiter: string, mostRows: number): CsvRecord[] | Refused {
  const records: CsvRecord[] = []
  let wrong: Refused | undefined
  let line = 1
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    step: ({ data, errors: [error] }, parser) => {
      const width = widthOf(data)
      wrong = wrongIn(data, width, error?.code, line) ?? (width > 0 && records.length > mostRows ? { ok: false, line: 0, code: 'too-many-rows' } : undefined)
      if (wrong) return parser.abort()
      // Columns that a spreadsheet saved blank to the right of the table are not kept.
      if (width > 0) records.push({ line, fields: data.slice(0, Math.max(width, records[0]?.fields.length ?? 0)) })
      line += 1 + data.reduce((breaks, field) => (field.includes('\n') ? breaks + field.split('\n').length - 1 : breaks), 0)
    },
  })
  return wrong ?? records
}

function wrongIn(fields: readonly string[], width: number, quoting: string | undefined, line: number): Refused | undefined {
  if (quoting !== undefined) return { ok: false, line, code: quoting === 'MissingQuotes' ? 'unclosed-quote' : 'stray-quote' }
  if (fields.some((field) => field.length > MAX_FIELD)) return { ok: false, line, code: 'field-too-long' }
  return width > MAX_COLUMNS ? { ok: false, line, code: 'too-many-columns' } : undefined
}

/** The delimiter under which most of the header is known; then the one that makes most fields. */
function sniff(text: string, known: (header: readonly string[]) => number): string {
  const header =
    text
      .slice(0, 20_000)
      .split('\n')
      .find((line) => line.trim() !== '') ?? ''
  const scored = DELIMITERS.map((delimiter) => {
    const fields = header.split(delimiter).map((field) => field.trim().replace(/^"|"$/g, ''))
    return { delimiter, score: known(fields) * 1000 + fields.length }
  })
  return scored.reduce((best, item) => (item.score > best.score ? item : best)).delimiter
}
