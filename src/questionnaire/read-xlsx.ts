// An XLSX form read back, whatever program saved it: cells with their addresses, bounded, nothing calculated and nothing fetched.
import { addressOf } from '../util/cell-address.ts'
import { FormRefused, type FilledCell, type FilledForm, type FilledQuestion, type Spot } from './filled.ts'
import { readMark } from './mark.ts'
import { readTable, type SheetRow } from './read-table.ts'
import { readSheet, type RawCell } from './read-sheet.ts'
import { fromWorkbook, readXml } from './xml.ts'
import { openPackage, type Package } from './zip.ts'

const MAX_SHEETS = 200
const MAX_STRINGS = 400_000
/** Days between the two ways in which workbooks count them. */
const DAYS_1904 = 1_462

/** Reads the bytes; `file` is the name to show. Throws FormRefused for what is no form. */
export function readXlsxForm(bytes: Uint8Array, file: string): FilledForm {
  const parts = openPackage(bytes)
  refuseOthers(parts)
  const { sheets, days } = workbook(parts)
  const strings = sharedStrings(parts)
  const questions: FilledQuestion[] = []
  const strays: FilledCell[] = []
  let mark: FilledForm['mark'] | undefined
  for (const { name, path } of sheets) {
    const data = parts.read(path)
    if (!data) throw new FormRefused('broken-zip', path)
    const rows = readSheet(data, path, strings)
    for (const { cells } of rows) for (const { text } of cells.values()) mark ??= text.startsWith('cumple/') ? readMark(text) : undefined
    const found = readTable(
      rows.map(({ row, cells }): SheetRow => {
        const spotOf = (column: number): Spot => ({ file, sheet: name, cell: addressOf(column, row) })
        return { cells: new Map([...cells].map(([column, cell]) => [column, filledCell(cell, spotOf(column), days)] as const)), spotOf }
      }),
    )
    questions.push(...found.questions)
    strays.push(...found.strays)
  }
  if (!mark || questions.length === 0) throw new FormRefused('not-a-form')
  return { file, format: 'xlsx', mark, questions, strays, notices: [] }
}

function filledCell({ text, odd, number }: RawCell, spot: Spot, days: number): FilledCell {
  return { text, spot, ...(odd === undefined ? {} : { odd }), ...(number === undefined ? {} : { serial: number + days }) }
}

function refuseOthers({ names, read }: Package): void {
  if (names.includes('xl/workbook.xml')) return
  const type = names.includes('mimetype') ? Buffer.from(read('mimetype') ?? []).toString('latin1') : ''
  throw new FormRefused(type.includes('opendocument.spreadsheet') ? 'ods' : 'other-zip')
}

/** The sheets in their order with the parts that hold them. */
function workbook(parts: Package): { sheets: { name: string; path: string }[]; days: number } {
  const targets = new Map<string, string>()
  readXml(parts.read('xl/_rels/workbook.xml.rels') ?? new Uint8Array(), 'xl/_rels/workbook.xml.rels', {
    open: (name, attributes) => {
      const { Id, Target, TargetMode } = attributes()
      if (name === 'Relationship' && Id !== undefined && Target !== undefined && TargetMode !== 'External')
        targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
    },
  })
  const sheets: { name: string; path: string }[] = []
  let days = 0
  readXml(parts.read('xl/workbook.xml') ?? new Uint8Array(), 'xl/workbook.xml', {
    open: (name, attributes) => {
      if (name === 'workbookPr' && ['1', 'true'].includes(attributes()['date1904'] ?? '')) days = DAYS_1904
      if (name !== 'sheet') return
      const path = targets.get(attributes()['r:id'] ?? '')
      if (path !== undefined && path.startsWith('xl/worksheets/')) sheets.push({ name: attributes()['name'] ?? '', path })
    },
  })
  if (sheets.length > MAX_SHEETS) throw new FormRefused('too-large', String(sheets.length))
  return { sheets, days }
}

/** The texts that cells share: runs of a rich text are joined, phonetic guides left out. */
function sharedStrings(parts: Package): string[] {
  const data = parts.read('xl/sharedStrings.xml')
  const strings: string[] = []
  if (!data) return strings
  let [current, inText, guide] = ['', false, false]
  readXml(data, 'xl/sharedStrings.xml', {
    open: (name) => {
      if (name === 'si') current = ''
      else if (name === 'rPh') guide = true
      else if (name === 't') inText = !guide
    },
    text: (text) => {
      if (inText) current += text
    },
    close: (name) => {
      if (name === 't') inText = false
      else if (name === 'rPh') guide = false
      else if (name === 'si' && strings.push(fromWorkbook(current)) > MAX_STRINGS) throw new FormRefused('too-large', 'xl/sharedStrings.xml')
    },
  })
  return strings
}
