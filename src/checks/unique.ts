// Rows whose combination of columns is filled in and not repeated.
import * as z from 'zod'
import type { Row } from '../model/evidence.ts'
import { columnsOf, defineCheck, eachRow, filled, Identifier, need, onRows } from './define-check.ts'

export default defineCheck({
  kind: 'unique',
  options: z.strictObject({ ...onRows, columns: z.array(Identifier).min(1) }),
  needs: (o) => [need(o, ...columnsOf(o.columns))],
  run: (o, { rows, def }) => {
    const selected = rows(o)
    const key = (cells: Row['cells']) =>
      JSON.stringify(
        o.columns.map((c) =>
          String(cells[c] ?? '')
            .trim()
            .toLowerCase(),
        ),
      )
    const counts = new Map<string, number>()
    for (const row of selected) counts.set(key(row.cells), (counts.get(key(row.cells)) ?? 0) + 1)
    return eachRow(selected, def(o.dataset), (row) => (o.columns.every((c) => filled(row, c)) && counts.get(key(row.cells)) === 1 ? [] : o.columns))
  },
})
