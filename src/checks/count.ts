// Enough rows; with `by` and `values`, enough rows for each value of the list.
import * as z from 'zod'
import { Identifier, defineCheck, need, onRows } from './define-check.ts'

export default defineCheck({
  kind: 'count',
  options: z
    .strictObject({
      ...onRows,
      at_least_rows: z.int().min(1).max(1_000_000),
      by: Identifier.optional(),
      values: z.array(z.string()).min(1).optional(),
    })
    .refine((o) => (o.by === undefined) === (o.values === undefined), { path: ['values'], params: { code: 'missing-key' } }),
  needs: (o) => [need(o, ...(o.by === undefined ? [] : [o.by]))],
  run: (o, { rows }) => {
    const selected = rows(o)
    if (o.by === undefined || o.values === undefined) return { good: Math.min(selected.length, o.at_least_rows), total: o.at_least_rows, failed: [] }
    const { by, values } = o
    const lacking = values.filter((value) => selected.filter((row) => row.cells[by] === value).length < o.at_least_rows)
    return { good: values.length - lacking.length, total: values.length, failed: lacking.map((value) => ({ line: 0, key: value, columns: [by] })) }
  },
})
