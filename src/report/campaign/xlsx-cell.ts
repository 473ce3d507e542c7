// One cell of a workbook: a number is a number, a day is a serial, every text is a string.
import { isPlainDate } from '../../model/basics.ts'
import { dayNumber } from '../../util/plain-date.ts'
import { toWorkbook } from '../../util/workbook-text.ts'
import { styleOf } from './xlsx-styles.ts'
import type { SharedStrings } from './xlsx-strings.ts'
import type { Cell, Column } from './table.ts'

/** The most that a cell of a workbook holds. */
export const MAX_LETTERS = 32_767

/** Workbooks count days from 1899-12-30, and believe that there was a 29 February 1900. */
const [SERIAL_OF_1970, FIRST_SURE_SERIAL] = [25_569, 61]

const STYLES: Readonly<Record<Column['type'], number>> = {
  text: styleOf('text'),
  integer: styleOf('integer'),
  number: styleOf('number'),
  boolean: styleOf('boolean'),
  date: styleOf('date'),
}

/** The XML of one cell; empty for a value that is not there. Texts in the list of shared ones are named by their number. */
export function cellXml(value: Cell, type: Column['type'], address: string, shared: SharedStrings, style = STYLES[type]): string {
  if (typeof value === 'number') return Number.isFinite(value) ? `<c r="${address}" s="${style}"><v>${value}</v></c>` : ''
  if (typeof value === 'boolean') return `<c r="${address}" s="${style}" t="b"><v>${value ? 1 : 0}</v></c>`
  if (value === null || value === '') return ''
  const serial = type === 'date' ? serialOf(value) : undefined
  if (serial !== undefined) return `<c r="${address}" s="${style}"><v>${serial}</v></c>`
  const text = toWorkbook(sheetText(value))
  const start = `<c r="${address}" s="${type === 'text' ? style : STYLES.text}"`
  const index = shared.indexOf(text)
  return index === undefined ? `${start} t="inlineStr"><is>${textXml(text)}</is></c>` : `${start} t="s"><v>${index}</v></c>`
}

/** An escaped text, whose spaces count. */
export const textXml = (text: string): string => `<t${/^\s|\s$|[\n\t]| {2}/.test(text) ? ' xml:space="preserve"' : ''}>${text}</t>`

/** The day as workbooks count it; undefined for what is no day, or one that programs do not agree on. */
export function serialOf(date: string): number | undefined {
  if (!isPlainDate(date)) return undefined
  const serial = dayNumber(date) + SERIAL_OF_1970
  return serial < FIRST_SURE_SERIAL ? undefined : serial
}

/** A text cut to what a cell holds, with an ellipsis; line breaks as workbooks write them. */
export function sheetText(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  return lines.length <= MAX_LETTERS ? lines : `${lines.slice(0, MAX_LETTERS - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
