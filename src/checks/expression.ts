// The escape hatch: a CEL condition that each row must meet (`each`), or that the rows together must (`holds`).
import * as z from 'zod'
import { defineCheck, eachRow, need, onRows } from './define-check.ts'

export default defineCheck({
  kind: 'expression',
  options: z
    .strictObject({ ...onRows, each: z.string().min(1).optional(), holds: z.string().min(1).optional() })
    .refine((o) => (o.each === undefined) !== (o.holds === undefined), { params: { code: 'one-key', keys: 'each, holds' } }),
  needs: (o) => [need(o)],
  expressions: (o) => [
    ...(o.each === undefined ? [] : [{ source: o.each, at: ['each'], dataset: o.dataset, over: 'row' as const }]),
    ...(o.holds === undefined ? [] : [{ source: o.holds, at: ['holds'], dataset: o.dataset, over: 'rows' as const }]),
  ],
  run: (o, { rows, def, holds }) => {
    const { each, holds: whole } = o
    if (each !== undefined) return eachRow(rows(o), def(o.dataset), (row) => (holds(o.dataset, each, row) ? [] : [def(o.dataset).key]))
    return { good: whole !== undefined && holds(o.dataset, whole, rows(o)) ? 1 : 0, total: 1, failed: [] }
  },
})
