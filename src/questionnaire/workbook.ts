// Sheets → the bytes of an XLSX. Written by hand over fflate: the libraries that were tried leave out protection of single cells,
// hidden sheets and fixed dates, and drop what a text must keep.
import { escapeXml } from '../util/workbook-text.ts'
import { sheetXml, XML_HEAD, type SheetOut } from './xlsx-sheet.ts'
import { stylesXml } from './xlsx-styles.ts'
import { packed } from './zip.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The workbook with fixed dates, so that the same sheets are the same bytes. */
export function workbookBytes(sheets: readonly SheetOut[], title: string): Uint8Array {
  const part = (index: number) => `worksheets/sheet${index + 1}.xml`
  const printTitles = sheets.flatMap(({ frozen, name, columns }, index) =>
    frozen && columns.length > 0
      ? [`<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${escapeXml(quotedName(name))}!$${frozen.rows}:$${frozen.rows}</definedName>`]
      : [],
  )
  return packed({
    '[Content_Types].xml': `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/>${sheets.map((_, index) => `<Override PartName="/xl/${part(index)}" ContentType="${CONTENT}.worksheet+xml"/>`).join('')}<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    '_rels/.rels': `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    'docProps/core.xml': `${XML_HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dc:creator>cumple</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>`,
    'xl/workbook.xml': `${XML_HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr/><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="16000"/></bookViews><sheets>${sheets.map(({ name, hidden }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`).join('')}</sheets>${printTitles.length === 0 ? '' : `<definedNames>${printTitles.join('')}</definedNames>`}</workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/worksheet" Target="${part(index)}"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': stylesXml(),
    ...Object.fromEntries(sheets.map((sheet, index) => [`xl/${part(index)}`, sheetXml(sheet, index === 0)])),
  })
}

/** A sheet's name as formulas and links write it. */
export const quotedName = (name: string): string => `'${name.replaceAll("'", "''")}'`

/** Names that workbooks admit: no longer than 31, none of `[]:*?/\`, no apostrophe at an end, each once whatever its case. */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>()
  return wanted.map((name) => {
    const clean =
      name
        .replace(/[[\]:*?/\\\u0000-\u001F]/g, ' ')
        .replace(/\s+/g, ' ')
        .replace(/^['\s]+|['\s]+$/g, '') || '-'
    for (let count = 1; ; count++) {
      const tail = count === 1 ? '' : ` ${count}`
      const candidate = cut(clean, 31 - tail.length) + tail
      if (taken.has(candidate.toLowerCase())) continue
      taken.add(candidate.toLowerCase())
      return candidate
    }
  })
}

/** Cut at a word where one ends near the limit, with an ellipsis. */
function cut(name: string, limit: number): string {
  if (name.length <= limit) return name
  const head = name.slice(0, limit - 1)
  const space = name[limit - 1] === ' ' ? -1 : head.lastIndexOf(' ')
  return `${(space > limit / 2 ? head.slice(0, space) : head).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`
}
