// Business days in Panama: neither Saturday, Sunday nor public holiday. The calendar is a proposal of this tool:
// it does not know the days that a decree of the year adds, which a rulebook names in `extra_holidays`.
import { PANAMA_HOLIDAYS } from './panama-holidays.generated.ts'
import { addDays, dayNumber } from './plain-date.ts'

/** Whether a day counts. Years outside the list have no holidays but those given. */
export function isBusinessDay(date: string, extra: readonly string[] = []): boolean {
  // Day 0, 1 January 1970, was a Thursday.
  const weekday = (((dayNumber(date) + 4) % 7) + 7) % 7
  if (weekday === 0 || weekday === 6 || extra.includes(date)) return false
  return !holidaysOf(Number(date.slice(0, 4))).has(date.slice(5, 10))
}

const read = new Map<number, ReadonlySet<string>>()
/** Month and day of each holiday of a year. */
function holidaysOf(year: number): ReadonlySet<string> {
  const known = read.get(year)
  if (known) return known
  const days = new Set((PANAMA_HOLIDAYS[year] ?? '').split(' '))
  read.set(year, days)
  return days
}

/** The n-th business day after `date`; that day itself does not count. */
export function addBusinessDays(date: string, n: number, extra: readonly string[] = []): string {
  let day = date
  for (let left = n; left > 0;) {
    day = addDays(day, 1)
    if (isBusinessDay(day, extra)) left -= 1
  }
  return day
}
