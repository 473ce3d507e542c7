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
const MAX_FIELD = 1_000_000
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

/** Parses a table; `known` says how many of a header's fields are columns, which settles the delimiter. */
export function readCsv(bytes: Uint8Array, known: (header: readonly string[]) => number): CsvResult {
  const { text: raw, encoding } = decode(bytes)
  // One kind of line end, so that lines are counted alike whatever program wrote the file (bare CR is old Mac).
  const text = raw.replace(/\r\n?/g, '\n')
  if (text.includes('\0')) return { ok: false, line: 1, code: 'not-text' }
  if (hasMoreLines(text, MAX_LINES)) return { ok: false, line: 0, code: 'too-many-rows' }
  const delimiter = sniff(text, known)
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, newline: '\n' })
  const all = located(data)
  const [error] = errors
  if (error) return { ok: false, line: all[error.row ?? 0]?.line ?? 0, code: error.code === 'MissingQuotes' ? 'unclosed-quote' : 'stray-quote' }
  const long = all.find(({ fields }) => fields.some((field) => field.length > MAX_FIELD))
  if (long) return { ok: false, line: long.line, code: 'field-too-long' }
  const [header, ...records] = all.filter(({ fields }) => fields.some((field) => field.trim() !== ''))
  if (!header) return { ok: true, table: { encoding, delimiter, header: [], line: 1, records: [] } }
  const width = header.fields.findLastIndex((field) => field.trim() !== '') + 1
  return { ok: true, table: { encoding, delimiter, header: header.fields.slice(0, width), line: header.line, records } }
}

function hasMoreLines(text: string, most: number): boolean {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) if (++lines > most) return true
  return false
}

/** Where each record begins: one line further than the last, and one more for each line break inside its fields. */
function located(data: readonly string[][]): CsvRecord[] {
  let line = 1
  return data.map((fields) => {
    const record = { line, fields }
    line += 1 + fields.reduce((breaks, field) => (field.includes('\n') ? breaks + field.split('\n').length - 1 : breaks), 0)
    return record
  })
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
