// Rows whose value is one of a list; a blank is not.
import * as z from 'zod'
import { column, defineCheck, eachRow, Identifier, need, onRows, wordOf } from './define-check.ts'

export default defineCheck({
  kind: 'one-of',
  options: z.strictObject({ ...onRows, column: Identifier, values: z.array(z.string()).min(1) }),
  needs: (o) => [need(o, ...column('column', o.column, { values: o.values }))],
  run: (o, { rows, def }) => eachRow(rows(o), def(o.dataset), (row) => (o.values.includes(wordOf(row.cells[o.column])) ? [] : [o.column]), o.column),
})
