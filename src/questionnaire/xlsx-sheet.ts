// One sheet of the workbook as XML: every text a string (never a formula), locked but for the answers, ready to print.
import { addressOf } from '../util/cell-address.ts'
import { escapeXml, toWorkbook } from '../util/workbook-text.ts'
import { styleIndex, type StyleName } from './xlsx-styles.ts'

export interface CellOut {
  readonly style: StyleName
  readonly text?: string
}

export interface RowOut {
  readonly cells: readonly (CellOut | undefined)[]
  /** In points; without it the program that opens the file decides. */
  readonly height?: number
  /** The row grows with what is typed; the height is where it starts. (A row of merged cells cannot.) */
  readonly grows?: boolean
}

export interface ColumnOut {
  readonly width: number
  readonly hidden?: boolean
}

/** A drop-down or a hint on some cells. */
export interface ValidationOut {
  readonly cells: readonly string[]
  /** Values, or the reference of a range that holds them; none for a mere hint. */
  readonly list?: readonly string[] | string
  readonly prompt?: { readonly title: string; readonly text: string }
  readonly error?: { readonly title: string; readonly text: string }
}

export interface SheetOut {
  readonly name: string
  readonly columns: readonly ColumnOut[]
  readonly rows: readonly RowOut[]
  readonly merges?: readonly string[]
  readonly validations?: readonly ValidationOut[]
  /** Cell → place in the workbook. */
  readonly links?: readonly { readonly cell: string; readonly to: string }[]
  /** Rows and columns that stay in sight; the last of the rows is repeated on every page. */
  readonly frozen?: { readonly rows: number; readonly columns: number }
  readonly hidden?: boolean
  readonly landscape?: boolean
  readonly footer: string
}

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** `xl/worksheets/sheet<n>.xml`; `first` is the one that shows when the file is opened. The order of elements is the schema's. */
export function sheetXml(sheet: SheetOut, first: boolean): string {
  return [
    `${XML_HEAD}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`,
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    viewXml(sheet, first),
    '<sheetFormatPr defaultRowHeight="13.5"/>',
    `<cols>${sheet.columns.map(({ width, hidden }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"${hidden ? ' hidden="1"' : ''}/>`).join('')}</cols>`,
    `<sheetData>${sheet.rows.map(rowXml).join('')}</sheetData>`,
    // No password: it keeps a slip from spoiling the form, not a person out. Rows and columns may be made larger.
    '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>',
    listXml(
      'mergeCells',
      (sheet.merges ?? []).map((range) => `<mergeCell ref="${range}"/>`),
    ),
    listXml('dataValidations', (sheet.validations ?? []).filter(({ cells }) => cells.length > 0).map(validationXml)),
    linksXml(sheet),
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="1" orientation="${sheet.landscape ? 'landscape' : 'portrait'}" fitToWidth="1" fitToHeight="0"/>`,
    `<headerFooter><oddFooter>${escapeXml(sheet.footer)}</oddFooter></headerFooter>`,
    '</worksheet>',
  ].join('')
}

const listXml = (name: string, items: readonly string[]): string => (items.length === 0 ? '' : `<${name} count="${items.length}">${items.join('')}</${name}>`)

function viewXml({ frozen }: SheetOut, first: boolean): string {
  const selected = first ? ' tabSelected="1"' : ''
  if (!frozen) return `<sheetViews><sheetView showGridLines="0"${selected} workbookViewId="0"/></sheetViews>`
  const { rows, columns } = frozen
  const corner = addressOf(columns, rows + 1)
  return `<sheetViews><sheetView showGridLines="0"${selected} workbookViewId="0"><pane xSplit="${columns}" ySplit="${rows}" topLeftCell="${corner}" activePane="bottomRight" state="frozen"/><selection pane="bottomRight" activeCell="${corner}" sqref="${corner}"/></sheetView></sheetViews>`
}

function rowXml({ cells, height, grows }: RowOut, index: number): string {
  const row = index + 1
  const inside = cells.map((cell, column) => (cell ? cellXml(cell, addressOf(column, row)) : '')).join('')
  return `<row r="${row}"${height === undefined ? '' : ` ht="${height}"${grows ? '' : ' customHeight="1"'}`}>${inside}</row>`
}

const cellXml = ({ style, text }: CellOut, address: string): string =>
  text === undefined || text === ''
    ? `<c r="${address}" s="${styleIndex(style)}"/>`
    : `<c r="${address}" s="${styleIndex(style)}" t="inlineStr"><is><t xml:space="preserve">${toWorkbook(text)}</t></is></c>`

function validationXml({ cells, list, prompt, error }: ValidationOut): string {
  const words = [
    ...(error ? [`showErrorMessage="1" errorStyle="warning" errorTitle="${escapeXml(error.title)}" error="${escapeXml(error.text)}"`] : []),
    ...(prompt ? [`showInputMessage="1" promptTitle="${escapeXml(prompt.title)}" prompt="${escapeXml(prompt.text)}"`] : []),
  ]
  const formula = list === undefined ? '' : `<formula1>${typeof list === 'string' ? escapeXml(list) : `"${escapeXml(list.join(','))}"`}</formula1>`
  return `<dataValidation${list === undefined ? '' : ' type="list"'} allowBlank="1" ${words.join(' ')} sqref="${cells.join(' ')}">${formula}</dataValidation>`
}

const linksXml = ({ links = [] }: SheetOut): string =>
  links.length === 0 ? '' : `<hyperlinks>${links.map(({ cell, to }) => `<hyperlink ref="${cell}" location="${escapeXml(to)}"/>`).join('')}</hyperlinks>`
