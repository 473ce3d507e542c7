// Groups of one table that another covers in number: licences bought against copies installed.
// A group with a blank amount, or without a name, is not covered.
import * as z from 'zod'
import type { Row } from '../model/evidence.ts'
import { column, common, defineCheck, failedRow, filled, Identifier, needOf, Selection } from './define-check.ts'

const Side = z.strictObject({ ...Selection.shape, by: Identifier, sum: Identifier.optional() })
const columns = (side: z.output<typeof Side>) => [side.by, ...(side.sum === undefined ? [] : [side.sum])]
const used = (side: z.output<typeof Side>) => [...column('by', side.by), ...column('sum', side.sum, { holds: 'number' })]
const group = (row: Row, by: string) =>
  String(row.cells[by] ?? '')
    .trim()
    .toLowerCase()

function totals(rows: readonly Row[], side: z.output<typeof Side>): Map<string, number> {
  const sums = new Map<string, number>()
  for (const row of rows) {
    const amount = side.sum === undefined ? 1 : Number(row.cells[side.sum] ?? 0)
    sums.set(group(row, side.by), (sums.get(group(row, side.by)) ?? 0) + amount)
  }
  return sums
}

export default defineCheck({
  kind: 'coverage',
  options: z.strictObject({ ...common, need: Side, have: Side }),
  needs: (o) => [needOf('need', o.need, ...used(o.need)), needOf('have', o.have, ...used(o.have))],
  run: (o, { rows, def }) => {
    const wanted = rows(o.need)
    const have = totals(rows(o.have), o.have)
    const needed = totals(wanted, o.need)
    const unknown = new Set(wanted.filter((row) => o.need.sum !== undefined && !filled(row, o.need.sum)).map((row) => group(row, o.need.by)))
    const short = new Set([...needed].filter(([key, amount]) => key === '' || unknown.has(key) || amount > (have.get(key) ?? 0)).map(([key]) => key))
    const failed = wanted.filter((row) => short.has(group(row, o.need.by))).map((row) => failedRow(row, def(o.need.dataset), columns(o.need), o.need.by))
    return { good: needed.size - short.size, total: needed.size, failed }
  },
})
