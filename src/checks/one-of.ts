// Rows whose value is one of a list; a blank is not.
import * as z from 'zod'
import { Identifier, defineCheck, eachRow, need, onRows, wordOf } from './define-check.ts'

export default defineCheck({
  kind: 'one-of',
  options: z.strictObject({ ...onRows, column: Identifier, values: z.array(z.string()).min(1) }),
  needs: (o) => [need(o, o.column)],
  run: (o, { rows, def }) => eachRow(rows(o), def(o.dataset), (row) => (o.values.includes(wordOf(row.cells[o.column])) ? [] : [o.column]), o.column),
})
