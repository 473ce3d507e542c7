// Rows of one table whose value stands in a column of another. Several values in a cell are separated by `;`.
import * as z from 'zod'
import type { Cell } from '../model/evidence.ts'
import { column, common, defineCheck, eachRow, Identifier, needOf, Selection } from './define-check.ts'

const Side = z.strictObject({ ...Selection.shape, column: Identifier })
const valuesOf = (cell: Cell | undefined) =>
  String(cell ?? '')
    .split(';')
    .map((value) => value.trim().toLowerCase())
    .filter((value) => value !== '')

export default defineCheck({
  kind: 'cross',
  options: z.strictObject({ ...common, from: Side, to: Side }),
  needs: (o) => [needOf('from', o.from, ...column('column', o.from.column)), needOf('to', o.to, ...column('column', o.to.column))],
  run: (o, { rows, def }) => {
    const known = new Set(rows(o.to).flatMap((row) => valuesOf(row.cells[o.to.column])))
    return eachRow(
      rows(o.from),
      def(o.from.dataset),
      (row) => {
        const values = valuesOf(row.cells[o.from.column])
        return values.length > 0 && values.every((value) => known.has(value)) ? [] : [o.from.column]
      },
      o.from.column,
    )
  },
})
