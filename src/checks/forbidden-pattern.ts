// Rows whose cells hold nothing of the kinds named: what must not be published or kept. The patterns are ours and linear in time;
// a rulebook names them and writes none, since a regular expression from outside can run for hours.
import * as z from 'zod'
import { columnsOf, defineCheck, eachRow, Identifier, need, onRows } from './define-check.ts'

const PATTERNS = {
  /** Panamanian identity number: province or letter group, volume, entry (`8-123-4567`, `PE-12-345`, `E-8-12345`, `1AV-12-345`). */
  cedula: /(?<![\w-])(?:(?:[1-9]|1[0-3])(?:AV|PI)?|PE|E|N)-\d{1,4}-\d{1,6}(?![\w-])/i,
  email: /[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}/,
  ip: /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])/,
  /** Mobile and fixed numbers as Panama writes them, with or without the country's code. */
  telefono: /(?<![\w-])(?:\+?507[ -]?)?(?:6\d{3}[ -]\d{4}|[2-9]\d{2}-\d{4})(?![\w-])/,
} as const

export default defineCheck({
  kind: 'forbidden-pattern',
  options: z.strictObject({
    ...onRows,
    columns: z.array(Identifier).min(1),
    patterns: z.array(z.enum(Object.keys(PATTERNS) as [keyof typeof PATTERNS])).min(1),
  }),
  needs: (o) => [need(o, ...columnsOf(o.columns))],
  run: (o, { rows, def }) =>
    eachRow(rows(o), def(o.dataset), (row) =>
      o.columns.filter((column) => {
        const text = String(row.cells[column] ?? '').slice(0, 10_000)
        return o.patterns.some((pattern) => PATTERNS[pattern].test(text))
      }),
    ),
})
