// Share of the cells of the named columns that are filled in.
import * as z from 'zod'
import { columnsOf, defineCheck, failedRow, filled, Identifier, need, onRows } from './define-check.ts'

export default defineCheck({
  kind: 'complete',
  options: z.strictObject({ ...onRows, columns: z.array(Identifier).min(1) }),
  needs: (o) => [need(o, ...columnsOf(o.columns))],
  run: (o, { rows, def }) => {
    const selected = rows(o)
    const failed = selected.flatMap((row) => {
      const blank = o.columns.filter((column) => !filled(row, column))
      return blank.length === 0 ? [] : [failedRow(row, def(o.dataset), blank)]
    })
    const total = selected.length * o.columns.length
    return { good: total - failed.reduce((sum, row) => sum + row.columns.length, 0), total, failed }
  },
})
