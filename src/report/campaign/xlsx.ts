// The tables as one workbook, written row by row: every text a string, never a formula; dates fixed, so the same tables are the same bytes.
import { messages } from '../../i18n/index.ts'
import type { Lang } from '../../model/vocabulary.ts'
import { addressOf, columnName } from '../../util/cell-address.ts'
import { escapeXml, toWorkbook } from '../../util/workbook-text.ts'
import { zipWriter, type ZipPart } from '../../util/zip-stream.ts'
import { cellXml, textXml } from './xlsx-cell.ts'
import { sharedStrings, type SharedStrings } from './xlsx-strings.ts'
import { STYLES_XML, styleOf } from './xlsx-styles.ts'
import type { Column } from './table.ts'
import type { RowWriter, Sink, TableWriter } from './writer.ts'

export interface WorkbookOptions {
  readonly lang: Lang
  readonly title: string
  /** Rows below the header of one sheet; more go on in another. */
  readonly maxRows?: number
}

/** A sheet has 1,048,576 rows, the header among them. */
const MAX_ROWS = 1_048_575

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** A sheet for each table in the order in which they come, with header, filter and typed cells. */
export function workbookWriter(file: Sink, { lang, title, maxRows = MAX_ROWS }: WorkbookOptions): TableWriter {
  const { sheets: sheetNames, columns: headings }: Readonly<Record<'sheets' | 'columns', Readonly<Record<string, string>>>> = messages(lang).tables
  const zip = zipWriter(file.write)
  const sheets: Sheet[] = []
  const shared = sharedStrings()
  const put = (name: string, xml: string): void => zip.put(name, HEAD + xml)
  /** First in the package, by which other programs know what it is. */
  const putHead = (): void => {
    put(
      '_rels/.rels',
      relationshipsXml([`${OFFICE}/officeDocument`, 'xl/workbook.xml'], [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml']),
    )
    put('docProps/core.xml', coreXml(title))
    put('xl/styles.xml', STYLES_XML)
  }
  const sheetOf = (name: string, columns: readonly Column[]): SheetWriter => {
    const titles = columns.map(({ key }) => headings[key] ?? key)
    const number = sheets.length + 1
    if (number === 1) putHead()
    const keep = (rows: number): void => void sheets.push({ name, columns: columns.length, rows })
    return sheetWriter(zip.part(`xl/worksheets/sheet${number}.xml`), { columns, titles, first: number === 1, shared, maxRows, keep })
  }
  return {
    begin: ({ name: table, columns }) => {
      const name = sheetNames[table] ?? table
      let [count, sheet] = [1, sheetOf(name, columns)]
      return {
        rows: async (rows) => {
          for (let at = 0; at < rows.length;) {
            if (sheet.room() === 0) {
              await sheet.end()
              count += 1
              sheet = sheetOf(`${name} ${count}`, columns)
            }
            const some = rows.slice(at, at + sheet.room())
            await sheet.rows(some)
            at += some.length
          }
        },
        end: () => sheet.end(),
      }
    },
    end: () => {
      // How many sheets and shared texts there are is known now, so what lists them comes last.
      const places = sheets.map((_, at): [string, string] => [`${OFFICE}/worksheet`, `worksheets/sheet${at + 1}.xml`])
      const texts = shared.texts().map((text) => `<si>${textXml(text)}</si>`)
      put('xl/sharedStrings.xml', `<sst xmlns="${MAIN}" uniqueCount="${texts.length}">${texts.join('')}</sst>`)
      put('xl/_rels/workbook.xml.rels', relationshipsXml(...places, [`${OFFICE}/styles`, 'styles.xml'], [`${OFFICE}/sharedStrings`, 'sharedStrings.xml']))
      put('xl/workbook.xml', workbookXml(sheets))
      put('[Content_Types].xml', contentXml(sheets.length))
      zip.end()
    },
    close: () => {
      zip.close()
      file.close()
    },
  }
}

interface Sheet {
  readonly name: string
  readonly columns: number
  readonly rows: number
}

interface SheetOptions {
  readonly columns: readonly Column[]
  readonly titles: readonly string[]
  readonly first: boolean
  readonly shared: SharedStrings
  readonly maxRows: number
  /** Told, at the end, how many rows it has below its header. */
  readonly keep: (rows: number) => void
}

interface SheetWriter extends RowWriter {
  /** How many more rows it takes. */
  readonly room: () => number
}

/** The order of elements is the schema's. */
function sheetWriter(part: ZipPart, { columns, titles, first, shared, maxRows, keep }: SheetOptions): SheetWriter {
  let written = 0
  const names = columns.map((_, at) => columnName(at))
  const types = columns.map(({ type }) => type)
  const widths = columns.map(({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
  let text =
    `${HEAD}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    `<sheetViews><sheetView${first ? ' tabSelected="1"' : ''} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="13.5"/><cols>${widths.join('')}</cols><sheetData>` +
    `<row r="1" ht="42" customHeight="1">${titles.map((title, at) => cellXml(title, 'text', `${names[at] ?? ''}1`, shared, styleOf('header'))).join('')}</row>`
  return {
    room: () => maxRows - written,
    rows: async (rows) => {
      for (const cells of rows) {
        written += 1
        const row = written + 1
        text += `<row r="${row}">`
        for (const [at, value] of cells.entries()) if (value !== null) text += cellXml(value, types[at] ?? 'text', `${names[at] ?? ''}${row}`, shared)
        text += '</row>'
      }
      await part.write(text)
      text = ''
    },
    end: async () => {
      const all = `A1:${addressOf(columns.length - 1, written + 1)}`
      await part.write(
        `${text}</sheetData><autoFilter ref="${all}"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>` +
          '<pageSetup paperSize="1" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>' +
          `<ignoredErrors><ignoredError sqref="${all}" numberStoredAsText="1"/></ignoredErrors></worksheet>`,
      )
      await part.end()
      keep(written)
    },
  }
}

const relationshipsXml = (...targets: readonly (readonly [type: string, target: string])[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${targets.map(([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${type}" Target="${target}"/>`).join('')}</Relationships>`

const coreXml = (title: string): string =>
  `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${toWorkbook(title)}</dc:title><dc:creator>cumple</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>`

function workbookXml(sheets: readonly Sheet[]): string {
  const quoted = (name: string) => escapeXml(`'${name.replaceAll("'", "''")}'`)
  // In the order that the schema and programs expect: by name, then by sheet.
  const filters = sheets.map(
    ({ name, columns, rows }, at) =>
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">${quoted(name)}!$A$1:$${columnName(columns - 1)}$${rows + 1}</definedName>`,
  )
  const headers = sheets.map(({ name }, at) => `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${quoted(name)}!$1:$1</definedName>`)
  const list = sheets.map(({ name }, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
  return `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr/><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="16000"/></bookViews><sheets>${list.join('')}</sheets><definedNames>${filters.join('')}${headers.join('')}</definedNames></workbook>`
}

const contentXml = (sheets: number): string =>
  `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${CONTENT}.sharedStrings+xml"/>${Array.from({ length: sheets }, (_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${CONTENT}.worksheet+xml"/>`).join('')}<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`
