// The first sheet: whose form it is, how to fill it in, and where its questions are.
import { messages } from '../i18n/index.ts'
import type { Form } from './form.ts'
import { markText } from './mark.ts'
import { quotedName } from './workbook.ts'
import type { CellOut, RowOut, SheetOut } from './xlsx-sheet.ts'

const WIDE = 92

/** `names` are those of the sheets of the groups, in order. */
export function instructionsSheet(form: Form, name: string, names: readonly string[], footer: string): SheetOut {
  const { questionnaire: words } = messages(form.lang)
  const line = (...cells: readonly (CellOut | undefined)[]): RowOut => ({ cells: [undefined, ...cells] })
  const wrapped = (cell: CellOut): RowOut => ({ ...line(cell), height: Math.ceil((cell.text ?? '').length / (WIDE + 26)) * 13.5 + 3 })
  const head: RowOut[] = [
    { height: 30, cells: [undefined, { style: 'title', text: words.title }] },
    wrapped({ style: 'section', text: form.institution.name }),
    wrapped({ style: 'subtitle', text: words.periodOf(form.period, form.asOf) }),
    line(),
    { height: 20, cells: [undefined, { style: 'section', text: words.howTitle }] },
    ...words.xlsxHow.map((text, index) => wrapped({ style: 'text', text: `${index + 1}. ${text}` })),
    line(),
  ]
  const rulebooks: RowOut[] = [
    line(),
    { height: 20, cells: [undefined, { style: 'section', text: words.rulebooksTitle }] },
    ...form.rulebooks.map(({ title, version }) => wrapped({ style: 'text', text: words.rulebookLine(title, version) })),
    wrapped({ style: 'subtitle', text: words.diamond }),
  ]
  const start = head.length + 2
  const sheets: RowOut[] = [
    { height: 20, cells: [undefined, { style: 'section', text: words.sheetsTitle }] },
    { height: 18, cells: [undefined, ...words.sheetColumns.map((text): CellOut => ({ style: 'header', text }))] },
    ...form.groups.map((group, index) =>
      line(
        { style: 'link', text: form.grouping === 'topic' ? `${names[index]} · ${group.title}` : group.title },
        { style: 'number', text: String(group.questions.length) },
        { style: 'number', text: String(group.questions.filter(({ answer }) => answer !== undefined).length) },
      ),
    ),
  ]
  const rows = [...head, ...sheets, ...rulebooks]
  const merged = rows.flatMap(({ cells }, index) => (cells.length === 2 ? [`B${index + 1}:D${index + 1}`] : []))
  return {
    name,
    footer,
    columns: [{ width: 2.5 }, { width: WIDE }, { width: 12 }, { width: 12 }, { width: 10, hidden: true }],
    rows: rows.map((row, index) =>
      index === 0 ? { ...row, cells: [...row.cells, undefined, undefined, { style: 'plain', text: markText(form.mark) }] } : row,
    ),
    merges: merged,
    links: form.groups.map((_, index) => ({ cell: `B${start + index + 1}`, to: `${quotedName(names[index] ?? '')}!A1` })),
  }
}
