// Something of the assessed period: a row whose date or year is of it; with `by`, one for each value of that column.
import * as z from 'zod'
import type { Row } from '../model/evidence.ts'
import { column, defineCheck, Identifier, need, onRows } from './define-check.ts'

export default defineCheck({
  kind: 'yearly',
  options: z.strictObject({ ...onRows, column: Identifier, by: Identifier.optional() }),
  needs: (o) => [need(o, ...column('column', o.column, { holds: 'period' }), ...column('by', o.by))],
  run: (o, { rows, def, period }) => {
    const selected = rows(o)
    const ofPeriod = (row: Row) => String(row.cells[o.column] ?? '').slice(0, 4) === String(period)
    const { by } = o
    if (by === undefined) return { good: selected.some(ofPeriod) ? 1 : 0, total: 1, failed: [] }
    const groups = Map.groupBy(selected, (row) => String(row.cells[by] ?? ''))
    const lacking = [...groups].filter(([, group]) => !group.some(ofPeriod))
    const named = def(o.dataset).columns.find((column) => column.name === by)
    const failed = lacking.map(([value, [first]]) => ({
      line: first?.line ?? 0,
      key: named?.personal || named?.sensitive ? '' : value.slice(0, 120),
      columns: [o.column],
    }))
    return { good: groups.size - lacking.length, total: groups.size, failed }
  },
})
