// Days without a clock: every result is compared with an independent computation in UTC.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPlainDate } from '../../src/model/basics.ts'
import { addDays, addDuration, addMonths, dayNumber, daysBetween } from '../../src/util/plain-date.ts'

const DAY = 86_400_000
const utc = (date: string) => Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8)))
const write = (time: number) => new Date(time).toISOString().slice(0, 10)
const lastOf = (year: number, month: number) => new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
const day = fc.integer({ min: utc('1900-01-01') / DAY, max: utc('2199-12-31') / DAY }).map((number) => write(number * DAY))

test('days are counted as in UTC', () =>
  fc.assert(
    fc.property(day, day, fc.integer({ min: -20_000, max: 20_000 }), (date, other, n) => {
      expect(dayNumber(date)).toBe(utc(date) / DAY)
      expect(addDays(date, n)).toBe(write(utc(date) + n * DAY))
      expect(addDays(date, daysBetween(date, other))).toBe(other)
    }),
    { numRuns: 3_000 },
  ))

test('months keep the day, clamped to the end of the month', () =>
  fc.assert(
    fc.property(day, fc.integer({ min: -600, max: 600 }), (date, n) => {
      const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + n
      const [year, index] = [Math.floor(month / 12), ((month % 12) + 12) % 12]
      expect(addMonths(date, n)).toBe(write(Date.UTC(year, index, Math.min(Number(date.slice(8)), lastOf(year, index)))))
    }),
    { numRuns: 3_000 },
  ))

test.for<[date: string, duration: string, is: string]>([
  ['2026-01-31', 'P1M', '2026-02-28'],
  ['2024-01-31', 'P1M', '2024-02-29'],
  ['2024-02-29', 'P1Y', '2025-02-28'],
  ['2024-02-29', 'P4Y', '2028-02-29'],
  ['2025-12-31', 'P1D', '2026-01-01'],
  ['2026-02-01', 'P30D', '2026-03-03'],
  ['2025-08-31', 'P12M', '2026-08-31'],
  ['2026-11-30', 'P3M', '2027-02-28'],
  ['1900-01-31', 'P1M', '1900-02-28'],
  ['2000-01-31', 'P1M', '2000-02-29'],
  ['1900-02-28', 'P1D', '1900-03-01'],
  ['2000-02-28', 'P1D', '2000-02-29'],
  ['2100-02-28', 'P1D', '2100-03-01'],
])('%s and %s is %s', ([date, duration, is]) => expect(addDuration(date, duration)).toBe(is))

test('a day exists or it does not', () =>
  fc.assert(
    fc.property(fc.integer({ min: 1_900, max: 2_199 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }), (year, month, date) => {
      const text = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
      const made = new Date(Date.UTC(year, month - 1, date))
      expect(isPlainDate(text)).toBe(made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === date)
    }),
  ))

test.for(['', '2026-1-1', '26-01-01', '2026-02-30', '2026/02/01', '2026-02-01T00:00', ' 2026-02-01', '2026-02-01\n', '1899-12-31', '2200-01-01', '٢٠٢٦-٠١-٠١'])(
  '%j is no plain date',
  (text) => expect(isPlainDate(text)).toBe(false),
)
