// The form as a workbook: instructions, a sheet per group, the register of documents, and the lists behind the drop-downs.
import { messages } from '../i18n/index.ts'
import type { Lang } from '../model/vocabulary.ts'
import { addressOf, columnName } from '../util/cell-address.ts'
import { COLUMNS, type ColumnName } from './fields.ts'
import type { Form, FormGroup, Question } from './form.ts'
import { tableRows, type TableRow } from './table.ts'
import { quotedName, sheetNames, workbookBytes } from './workbook.ts'
import type { CellOut, RowOut, SheetOut, ValidationOut } from './xlsx-sheet.ts'
import type { StyleName } from './xlsx-styles.ts'
import { instructionsSheet } from './xlsx-instructions.ts'

/** Widths in characters; the columns of the sheet are these, in this order. */
const WIDTHS = {
  id: 12,
  question: 48,
  value: 14.5,
  reason: 22,
  note: 34,
  documents: 18,
  responsible: 18,
  target: 11.5,
  review: 9,
  by: 17,
  at: 11.5,
  key: 10,
} as const
const SHEET_COLUMNS = COLUMNS.filter((column): column is keyof typeof WIDTHS => column in WIDTHS)
const place = (column: keyof typeof WIDTHS): number => SHEET_COLUMNS.indexOf(column)
/** Rows above the questions: title, what it is of, header. */
const HEAD_ROWS = 3

/** The bytes of the workbook. */
export function xlsxForm(form: Form): Uint8Array {
  const { questionnaire: words } = messages(form.lang)
  const titles = form.groups.map(({ id, title }) => (form.grouping === 'topic' ? id : title))
  const [first = '', lists = '', documents = '', ...names] = sheetNames([words.instructionsSheet, words.listsSheet, words.documentsSheet, ...titles])
  const reasons = reasonLists(form)
  const groups = form.groups.map((group, index) => groupSheet(group, names[index] ?? '', form, { lists, reasons }))
  const footer = footerOf(form)
  return workbookBytes(
    [
      instructionsSheet(form, first, names, footer),
      ...groups,
      ...(form.documents.length === 0 ? [] : [documentsSheet(form, documents, footer)]),
      ...(reasons.size === 0 ? [] : [listsSheet(lists, reasons, footer)]),
    ],
    `${words.title}: ${form.institution.name}`,
  )
}

const footerOf = (form: Form): string => {
  const { questionnaire: words } = messages(form.lang)
  // `&` begins a code in a footer; a footer has at most 255 characters.
  return `&L&8${form.institution.name
    .slice(0, 80)
    .replace(/[\uD800-\uDBFF]$/, '')
    .replaceAll('&', '&&')}&R&8${words.page('&P', '&N')}`
}

/** Rule → its reasons and the row of the hidden sheet that holds them. */
type Reasons = ReadonlyMap<string, { readonly row: number; readonly texts: readonly string[] }>

function reasonLists(form: Form): Reasons {
  const asked = form.groups.flatMap(({ questions }) => questions).filter(({ reasons }) => reasons.length > 0)
  return new Map(asked.map(({ rule, reasons }, index) => [rule.id, { row: index + 1, texts: reasons }]))
}

function listsSheet(name: string, reasons: Reasons, footer: string): SheetOut {
  const widest = Math.max(...[...reasons.values()].map(({ texts }) => texts.length))
  return {
    name,
    hidden: true,
    footer,
    columns: Array.from({ length: widest }, () => ({ width: 30 })),
    rows: [...reasons.values()].map(({ texts }) => ({ cells: texts.map((text): CellOut => ({ style: 'plain', text })) })),
  }
}

function groupSheet(group: FormGroup, name: string, form: Form, hidden: { lists: string; reasons: Reasons }): SheetOut {
  const { lang } = form
  const { questionnaire: words } = messages(lang)
  const table = tableRows(group, lang)
  const last = place('at')
  const header = SHEET_COLUMNS.map((column): CellOut => ({ style: 'header', text: words.columns[column] }))
  const subtitle = [form.institution.name, ...group.sources, words.periodOf(form.period, form.asOf)].join(' · ')
  return {
    name,
    landscape: true,
    footer: footerOf(form),
    columns: SHEET_COLUMNS.map((column) => ({ width: WIDTHS[column], hidden: column === 'key' })),
    rows: [
      { height: 26, cells: [{ style: 'title', text: form.grouping === 'topic' ? `${group.id} · ${group.title}` : group.title }] },
      { height: 16, cells: [{ style: 'subtitle', text: subtitle }] },
      { height: 30, cells: header },
      ...table.map(rowOut),
    ],
    merges: [
      `A1:${addressOf(last, 1)}`,
      `A2:${addressOf(last, 2)}`,
      ...table.flatMap(({ kind }, index) => (kind === 'help' ? [`B${index + HEAD_ROWS + 1}:${addressOf(last, index + HEAD_ROWS + 1)}`] : [])),
    ],
    validations: validations(table, lang, hidden),
    frozen: { rows: HEAD_ROWS, columns: 1 },
  }
}

const ANSWERS: Readonly<Partial<Record<ColumnName, StyleName>>> = { id: 'id', question: 'question', value: 'choice', review: 'choice', key: 'plain' }

function rowOut({ kind, question, cells }: TableRow): RowOut {
  const style = (column: keyof typeof WIDTHS): StyleName | undefined => {
    if (column === 'key') return 'plain'
    if (kind === 'question') return column === 'reason' && question.reasons.length === 0 ? 'shut' : (ANSWERS[column] ?? 'answer')
    if (kind === 'help') return column === 'id' ? 'blank' : 'help'
    return column === 'question' ? 'criterion' : column === 'value' ? 'tick' : 'blank'
  }
  const text = (column: keyof typeof WIDTHS) => (kind === 'help' && column === 'question' ? cells.help : cells[column]) ?? ''
  const made = SHEET_COLUMNS.map((column): CellOut | undefined => {
    const name = style(column)
    return name === undefined ? undefined : { style: name, text: text(column) }
  })
  const heights = SHEET_COLUMNS.filter((column) => column !== 'key').map((column) =>
    linesOf(text(column), kind === 'help' && column === 'question' ? HELP_WIDTH : WIDTHS[column] * 1.08),
  )
  return { cells: made, grows: kind !== 'help', height: Math.min(409, Math.max(...heights) * (kind === 'help' ? 12.5 : 13.5) + 4) }
}

const HELP_WIDTH = SHEET_COLUMNS.filter((column) => column !== 'key' && column !== 'id').reduce((sum, column) => sum + WIDTHS[column], 0) * 1.2

/** How many lines a text takes in a column: words are not cut, so lines are not filled to the brim. */
function linesOf(text: string, width: number): number {
  return text.split('\n').reduce((sum, line) => {
    let [lines, used] = [1, 0]
    for (const word of line.split(' ')) {
      if (used > 0 && used + 1 + word.length > width) [lines, used] = [lines + 1, 0]
      used += word.length + (used > 0 ? 1 : 0)
      if (used > width) [lines, used] = [lines + Math.floor(used / width), used % width]
    }
    return sum + lines
  }, 0)
}

function validations(table: readonly TableRow[], lang: Lang, { lists, reasons }: { lists: string; reasons: Reasons }): ValidationOut[] {
  const { questionnaire: words, findings: terms } = messages(lang)
  const cells = (column: keyof typeof WIDTHS, kind: TableRow['kind'], where: (question: Question) => boolean = () => true) =>
    table.flatMap((row, index) => (row.kind === kind && where(row.question) ? [addressOf(place(column), index + HEAD_ROWS + 1)] : []))
  const error = { title: words.choose.title, text: words.choose.text }
  const { yes, partial, planned, no } = terms.answer
  const values = [yes, partial, planned, no]
  return [
    { cells: cells('value', 'question', (question) => question.reasons.length > 0), list: [...values, terms.answer['not-applicable']], error },
    { cells: cells('value', 'question', (question) => question.reasons.length === 0), list: values, error },
    { cells: [...cells('value', 'criterion'), ...cells('review', 'question')], list: [words.yes, words.no], error },
    ...[...reasons].map(([rule, { row, texts }]): ValidationOut => ({
      cells: cells('reason', 'question', (question) => question.rule.id === rule),
      list: `${quotedName(lists)}!$A$${row}:$${columnName(texts.length - 1)}$${row}`,
      error,
      prompt: words.prompts.reason,
    })),
    { cells: cells('documents', 'question'), prompt: words.prompts.documents },
    { cells: [...cells('target', 'question'), ...cells('at', 'question')], prompt: words.prompts.date },
  ]
}

const DOCUMENT_WIDTHS = [34, 80, 36] as const

function documentsSheet(form: Form, name: string, footer: string): SheetOut {
  const { questionnaire: words } = messages(form.lang)
  return {
    name,
    footer,
    landscape: true,
    columns: DOCUMENT_WIDTHS.map((width) => ({ width })),
    rows: [
      { height: 26, cells: [{ style: 'title', text: words.documentsSheet }] },
      { height: 16, cells: [{ style: 'subtitle', text: words.documentsIntro }] },
      { height: 20, cells: words.documentColumns.map((text): CellOut => ({ style: 'header', text })) },
      ...form.documents.map(({ id, title, number }): RowOut => ({
        cells: [id, title, number].map((text): CellOut => ({ style: 'cell', text })),
        height: Math.max(...[id, title, number].map((text, index) => linesOf(text, DOCUMENT_WIDTHS[index] ?? 1))) * 13.5 + 2,
        grows: true,
      })),
    ],
    merges: ['A1:C1', 'A2:C2'],
    frozen: { rows: 3, columns: 1 },
  }
}
