// Rows in which one moment follows another in time: hours, calendar days or business days. While the second moment is blank,
// a row is good until the time runs out. Hours cannot be told from cells that hold only a day.
import * as z from 'zod'
import type { Row } from '../model/evidence.ts'
import { FORMS } from '../model/basics.ts'
import { addBusinessDays } from '../util/business-days.ts'
import { addDays, dayNumber } from '../util/plain-date.ts'
import { column, defineCheck, eachRow, Identifier, need, onRows } from './define-check.ts'

const cell = (row: Row, column: string): string => String(row.cells[column] ?? '')
const minutes = (moment: string): number => dayNumber(moment) * 1440 + Number(moment.slice(11, 13)) * 60 + Number(moment.slice(14, 16))

export default defineCheck({
  kind: 'deadline',
  options: z.strictObject({ ...onRows, from: Identifier, to: Identifier, within: z.string().regex(FORMS.within) }),
  needs: (o) => {
    const holds = o.within.endsWith('h') ? 'moment' : 'day'
    return [need(o, ...column('from', o.from, { holds }), ...column('to', o.to, { holds }))]
  },
  run: (o, { rows, def, asOf, extraHolidays }) => {
    const n = Number.parseInt(o.within, 10)
    const hours = o.within.endsWith('h')
    const ends = new Map<string, string>()
    const last = (from: string): string => {
      const day = from.slice(0, 10)
      // Until the end of the day on which the hours run out: the day of the assessment has no hour.
      if (hours) return addDays(day, Math.floor((minutes(from) - minutes(day) + n * 60) / 1440))
      if (!o.within.endsWith('bd')) return addDays(day, n)
      // Counted day by day: once for a day, however many rows begin on it.
      const end = ends.get(day) ?? addBusinessDays(day, n, extraHolidays)
      ends.set(day, end)
      return end
    }
    const selected = rows(o)
    const good = (row: Row): boolean => {
      const [from, to] = [cell(row, o.from), cell(row, o.to)]
      if (from === '') return false
      if (to === '') return asOf <= last(from)
      if (to < from.slice(0, to.length)) return false
      return hours ? minutes(to) - minutes(from) <= n * 60 : to.slice(0, 10) <= last(from)
    }
    const dayOnly = (row: Row) => hours && [o.from, o.to].some((column) => cell(row, column).length === 10)
    return {
      ...eachRow(selected, def(o.dataset), (row) => (good(row) ? [] : cell(row, o.from) === '' ? [o.from] : [o.to]), o.to),
      unclear: selected.filter(dayOnly),
    }
  },
})
