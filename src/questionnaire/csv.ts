// The form as one CSV: UTF-8 with a mark, which Excel needs to see it is; comma, the list separator of the settings for Panama,
// which write 1,234.5 (an import takes semicolons and tabs too). No cell is a formula, and the way back loses nothing.
import { messages } from '../i18n/index.ts'
import { looksLikeFormula } from '../util/spreadsheet-formula.ts'
import { COLUMNS } from './fields.ts'
import type { Form } from './form.ts'
import { markText } from './mark.ts'
import { tableRows } from './table.ts'

/** The whole form as a table: its mark, how to fill it in, the header, and a row per question and criterion. */
export function csvForm(form: Form): string {
  const { questionnaire: words } = messages(form.lang)
  const line = (cells: readonly string[]) => `${COLUMNS.map((_, index) => quoted(guarded(cells[index] ?? ''))).join(',')}\r\n`
  const rows = form.groups.flatMap((group) =>
    tableRows(group, form.lang).flatMap(({ kind, question, cells }) => {
      if (kind === 'help') return []
      const help = kind === 'question' ? question.help.map(({ label, text }) => `${label}: ${text}`).join('\n') : ''
      const full = { ...cells, id: cells.id ?? question.rule.id, help }
      return [line(COLUMNS.map((column) => full[column] ?? ''))]
    }),
  )
  return `\uFEFF${[
    line([markText(form.mark)]),
    line([words.title, form.institution.name]),
    line([words.csvHow]),
    line(COLUMNS.map((column) => words.columns[column])),
    ...rows,
  ].join('')}`
}

/** A text that a spreadsheet would take for a formula, or that could be mistaken for a guarded one, gets an apostrophe before it. */
export const guarded = (text: string): string => (looksLikeFormula(text) || hasGuard(text) ? `'${text}` : text)

/** The way back: only an apostrophe that stands before what needed it is taken off. */
export const unguarded = (text: string): string => (hasGuard(text) ? text.slice(1) : text)

const hasGuard = (text: string): boolean => text.startsWith("'") && (text[1] === "'" || looksLikeFormula(text.slice(1)))

const quoted = (text: string): string => (/[",;|\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
