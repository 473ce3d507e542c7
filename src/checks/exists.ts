// The table is there and has at least one row.
import * as z from 'zod'
import { defineCheck, need, onRows } from './define-check.ts'

export default defineCheck({
  kind: 'exists',
  options: z.strictObject(onRows),
  needs: (o) => [need(o)],
  run: (o, { rows }) => ({ good: rows(o).length > 0 ? 1 : 0, total: 1, failed: [] }),
})
