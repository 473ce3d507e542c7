// The text of a cell → a typed value. Anything that cannot be read surely is invalid, never guessed.
import type { Cell, RowProblem } from '../model/evidence.ts'
import type { Column } from '../model/rulebook.ts'
import { isPlainDate } from '../model/basics.ts'
import { fold } from '../util/fold.ts'
import { addDays } from '../util/plain-date.ts'

export const MAX_CELL = 10_000

/** Order of the parts of `1/2/2026`-like dates in one column; undefined when the column does not settle it. */
export type DateOrder = 'dmy' | 'mdy' | undefined

export type Typed = { readonly value: Cell } | Exclude<RowProblem['code'], 'ragged-row'>

export function readCell(text: string, column: Column, order: DateOrder): Typed {
  const trimmed = text.trim()
  if (trimmed === '') return { value: null }
  if (trimmed.length > MAX_CELL) return 'cell-too-long'
  switch (column.type) {
    case 'text':
      return { value: trimmed.normalize('NFC') }
    case 'integer':
      return number(trimmed, /^-?(\d+|\d{1,3}(,\d{3})+)$/)
    case 'number':
      return number(trimmed, /^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/)
    case 'boolean':
      return boolean(trimmed)
    case 'date':
      return dated(readDate(trimmed, order), trimmed, order)
    case 'datetime':
      return dated(readDateTime(trimmed, order), trimmed, order)
    case 'enum': {
      const value = spellings(column).get(fold(trimmed))
      return value === undefined ? 'not-in-list' : { value }
    }
  }
}

const known = new WeakMap<Column, ReadonlyMap<string, string>>()

/** Every spelling of a list's values, folded once per column. */
function spellings(column: Column): ReadonlyMap<string, string> {
  const made =
    known.get(column) ?? new Map((column.values ?? []).flatMap(({ value, aliases }) => [value, ...aliases].map((name) => [fold(name), value] as const)))
  known.set(column, made)
  return made
}

function dated(value: string | undefined, text: string, order: DateOrder): Typed {
  if (value !== undefined) return { value }
  return order === undefined && SLASHED.test(dayOf(text)) ? 'date-order' : 'bad-cell'
}

/** Panama writes 1,234.5; a comma that is not a thousands separator is refused. */
function number(text: string, form: RegExp): Typed {
  if (!form.test(text)) return 'bad-cell'
  const value = Number(text.replaceAll(',', ''))
  return Number.isSafeInteger(Math.trunc(value)) ? { value } : 'bad-cell'
}

function boolean(text: string): Typed {
  const word = fold(text)
  if (['si', 's', 'x', 'true', 'verdadero', '1', 'yes', 'y'].includes(word)) return { value: true }
  return ['no', 'n', 'false', 'falso', '0'].includes(word) ? { value: false } : 'bad-cell'
}

const dayOf = (text: string): string => text.trim().split(/[ T]/, 1)[0] ?? ''

const SLASHED = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/

/** Whether a column of dates is day first or month first: settled only when some date can be read one way alone. */
export function dateOrder(texts: readonly string[]): DateOrder {
  let dayFirst = false
  let monthFirst = false
  for (const text of texts) {
    const match = SLASHED.exec(dayOf(text))
    if (match && Number(match[1]) > 12) dayFirst = true
    if (match && Number(match[2]) > 12) monthFirst = true
  }
  return dayFirst === monthFirst ? undefined : dayFirst ? 'dmy' : 'mdy'
}

function readDate(text: string, order: DateOrder): string | undefined {
  if (isPlainDate(text)) return text
  const match = SLASHED.exec(text)
  if (!match || order === undefined) return undefined
  const [first = '', second = '', year = ''] = match.slice(1)
  const [day, month] = order === 'dmy' ? [first, second] : [second, first]
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isPlainDate(date) ? date : undefined
}

/** A moment as `YYYY-MM-DDTHH:MM` in America/Panama (UTC−5, no daylight saving), or a bare day when no hour is given. */
function readDateTime(text: string, order: DateOrder): string | undefined {
  const match = /^(\S+?)(?:[T ](\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text)
  const day = match?.[1] === undefined ? undefined : readDate(match[1], order)
  if (!match || day === undefined) return undefined
  if (match[2] === undefined) return day
  const [hour, minute, zone] = [Number(match[2]), Number(match[3]), match[4]]
  if (hour > 23 || minute > 59) return undefined
  const offset = zone === undefined ? -300 : zone === 'Z' ? 0 : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)))
  const total = hour * 60 + minute - offset - 300
  const shift = Math.floor(total / 1440)
  const inDay = total - shift * 1440
  return `${addDays(day, shift)}T${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`
}
