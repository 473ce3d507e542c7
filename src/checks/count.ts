// Enough rows; with `by` and `values`, enough rows for each value of the list.
import * as z from 'zod'
import type { Row } from '../model/evidence.ts'
import { column, defineCheck, Identifier, need, onRows, wordOf } from './define-check.ts'

export default defineCheck({
  kind: 'count',
  options: z
    .strictObject({
      ...onRows,
      at_least_rows: z.int().min(1).max(1_000_000),
      by: Identifier.optional(),
      values: z.array(z.string()).min(1).optional(),
      /** What it means that no row at all has a value of the list: a failure, or that nobody has said. */
      silence: z.enum(['fail', 'unknown']).default('fail'),
    })
    .refine((o) => o.by === undefined || o.values !== undefined, { path: ['values'], params: { code: 'missing-key' } })
    .refine((o) => o.values === undefined || o.by !== undefined, { path: ['by'], params: { code: 'missing-key' } }),
  needs: (o) => [need(o, ...column('by', o.by, { values: o.values ?? [] }))],
  run: (o, { rows }) => {
    const selected = rows(o)
    if (o.by === undefined || o.values === undefined) return { good: Math.min(selected.length, o.at_least_rows), total: o.at_least_rows, failed: [] }
    const { by } = o
    const holds = (value: string) => (row: Row) => wordOf(row.cells[by]) === value
    const all = rows({ dataset: o.dataset })
    const silent = o.silence === 'fail' ? [] : o.values.filter((value) => !all.some(holds(value)))
    const told = o.values.filter((value) => !silent.includes(value))
    const lacking = told.filter((value) => selected.filter(holds(value)).length < o.at_least_rows)
    // A value that fails is a failure, whatever nobody said about the others.
    if (silent.length > 0 && lacking.length === 0) return { good: told.length, total: o.values.length, failed: [], silent }
    return { good: told.length - lacking.length, total: told.length, failed: lacking.map((value) => ({ line: 0, key: value, columns: [by] })) }
  },
})
