// Arithmetic over days written YYYY-MM-DD, with no clock, no time zone and no locale. Days are counted by the civil-from-days algorithm,
// so no `Date` is ever made of them.
import { isPlainDate } from '../model/basics.ts'

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
}

const parts = (date: string): Parts => ({ year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) })

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const daysInMonth = (year: number, month: number) => [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
const write = ({ year, month, day }: Parts) => `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

/** Days since 1970-01-01 (http://howardhinnant.github.io/date_algorithms.html, days_from_civil). */
export function dayNumber(date: string): number {
  const { year, month, day } = parts(date)
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yoe = y - era * 400
  const doy = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719_468
}

function fromDayNumber(days: number): string {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const doe = z - era * 146_097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp + (mp < 10 ? 3 : -9)
  return write({ year: yoe + era * 400 + (month <= 2 ? 1 : 0), month, day: doy - Math.floor((153 * mp + 2) / 5) + 1 })
}

/** The day `n` days later (earlier when negative). */
export const addDays = (date: string, n: number): string => fromDayNumber(dayNumber(date) + n)

/** The same day `n` months later, clamped to the end of that month: 31 January + 1 month is the last of February. */
export function addMonths(date: string, n: number): string {
  const { year, month, day } = parts(date)
  const index = year * 12 + (month - 1) + n
  const [y, m] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1]
  return write({ year: y, month: m, day: Math.min(day, daysInMonth(y, m)) })
}

/** Adds an ISO 8601 duration of whole years, months or days (`P1Y`, `P12M`, `P90D`). */
export function addDuration(date: string, duration: string): string {
  const n = Number(duration.slice(1, -1))
  if (duration.endsWith('D')) return addDays(date, n)
  return addMonths(date, duration.endsWith('Y') ? n * 12 : n)
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from)

/** A date as people type it, `2026-03-31`, `31/3/2026` or `31-03-2026`; undefined when it is none, or when it could be two. */
export function typedDate(text: string): string | undefined {
  if (isPlainDate(text)) return text
  const match = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim())
  if (!match) return undefined
  const [day = '', month = '', year = ''] = match.slice(1)
  if (Number(day) <= 12 && Number(month) <= 12 && Number(day) !== Number(month)) return undefined
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isPlainDate(date) ? date : undefined
}
