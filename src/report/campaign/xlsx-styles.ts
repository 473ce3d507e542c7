// The look of the campaign's workbook: one typeface, a dark header, and how each type of value is shown.
import type { Column } from './table.ts'

const FONT = (size: string) => `${size}<name val="Calibri"/><family val="2"/>`
const EDGE = '<left/><right/><top/><bottom style="thin"><color rgb="FFD0D7DE"/></bottom><diagonal/>'

/** Built-in formats: 0 general, 1 whole number, 49 text (what is typed over it is never taken for a formula). */
const FORMATS = { header: 49, text: 49, integer: 1, number: 164, boolean: 0, date: 165 } as const satisfies Record<Column['type'] | 'header', number>

type StyleName = keyof typeof FORMATS

const names = Object.keys(FORMATS) as StyleName[]

/** The number by which cells name a style; 0 is the default of the workbook. */
export const styleOf = (name: StyleName): number => names.indexOf(name) + 1

const xf = (name: StyleName): string => {
  const header = name === 'header'
  const alignment = `<alignment${name === 'boolean' ? ' horizontal="center"' : ''} vertical="${header ? 'center' : 'top'}"${header ? ' wrapText="1"' : ''}/>`
  return `<xf numFmtId="${FORMATS[name]}" fontId="${header ? 1 : 0}" fillId="${header ? 2 : 0}" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${alignment}</xf>`
}

/** `xl/styles.xml`, without its first line. */
export const STYLES_XML = [
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
  '<numFmts count="2"><numFmt numFmtId="164" formatCode="0.0"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts>',
  `<fonts count="2"><font>${FONT('<sz val="10"/><color rgb="FF1F2933"/>')}</font><font><b/>${FONT('<sz val="10"/><color rgb="FFFFFFFF"/>')}</font></fonts>`,
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF1F3A5F"/><bgColor indexed="64"/></patternFill></fill></fills>',
  `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${EDGE}</border></borders>`,
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  `<cellXfs count="${names.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${names.map(xf).join('')}</cellXfs>`,
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
  '<dxfs count="0"/><tableStyles count="0"/></styleSheet>',
].join('')
