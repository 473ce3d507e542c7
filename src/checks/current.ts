// Rows whose date is filled in, not in the future, and not older than `max_age` on the as-of day (inclusive).
import * as z from 'zod'
import { addDuration } from '../util/plain-date.ts'
import { column, defineCheck, Duration, eachRow, Identifier, need, onRows } from './define-check.ts'

export default defineCheck({
  kind: 'current',
  options: z.strictObject({ ...onRows, column: Identifier, max_age: Duration }),
  needs: (o) => [need(o, ...column('column', o.column, { holds: 'day' }))],
  run: (o, { rows, def, asOf }) =>
    eachRow(
      rows(o),
      def(o.dataset),
      (row) => {
        const day = String(row.cells[o.column] ?? '').slice(0, 10)
        return day !== '' && day <= asOf && asOf <= addDuration(day, o.max_age) ? [] : [o.column]
      },
      o.column,
    ),
})
