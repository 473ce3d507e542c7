// Rows that carry the SHA-256 of a file: 64 hexadecimal digits, and no filler that stands for another file too.
import * as z from 'zod'
import type { Row } from '../model/evidence.ts'
import { column, defineCheck, eachRow, Identifier, need, onRows } from './define-check.ts'

export default defineCheck({
  kind: 'hash',
  options: z.strictObject({ ...onRows, column: Identifier }),
  needs: (o) => [need(o, ...column('column', o.column))],
  run: (o, { rows, def }) => {
    const selected = rows(o)
    const digest = (row: Row) => String(row.cells[o.column] ?? '').toLowerCase()
    const seen = Map.groupBy(selected, digest)
    const good = (row: Row) => /^[0-9a-f]{64}$/.test(digest(row)) && !/^(.)\1{63}$/.test(digest(row)) && seen.get(digest(row))?.length === 1
    return eachRow(selected, def(o.dataset), (row) => (good(row) ? [] : [o.column]), o.column)
  },
})
