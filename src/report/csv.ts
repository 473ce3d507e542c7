// CSV as RFC 4180 writes it, with cells that no spreadsheet takes for a formula.
import { looksLikeFormula } from '../util/spreadsheet-formula.ts'
import { visible } from '../util/terminal-safe.ts'

export type CsvCell = string | number | boolean | null | undefined

/** The header and the rows: CRLF after each, UTF-8 without a mark. */
export const csv = (header: readonly string[], rows: readonly (readonly CsvCell[])[]): string => [header, ...rows].map(csvRow).join('')

/** One row with its line end. */
export const csvRow = (cells: readonly CsvCell[]): string => `${cells.map(csvCell).join(',')}\r\n`

/** What most cells are: letters, digits and the signs between them. Nothing of it needs a quote, and no spreadsheet takes it for a formula. */
const PLAIN = /^[\dA-Za-z](?:[\w .:/()\u00C0-\u024F-]*[\w.:/()\u00C0-\u024F-])?$/

/** One cell. Numbers stay numbers; text is neutralised, made visible and quoted where it must be. */
export function csvCell(value: CsvCell): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'string') return String(value)
  if (PLAIN.test(value)) return value
  const safe = neutralise(value)
  return /[",;|\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function neutralise(text: string): string {
  const shown = text
    .replace(/\r\n?/g, '\n')
    .split(/([\n\t])/)
    .map((part) => (part === '\n' || part === '\t' ? part : visible(part)))
    .join('')
  return looksLikeFormula(text) || looksLikeFormula(shown) ? `'${shown}` : shown
}
