// The look of the workbook: few colours, one typeface, and which cells may be written in.
const FONT = 'Calibri'
const [INK, MUTED, NAVY] = ['FF1F2933', 'FF5B6775', 'FF1F3A5F']

const FONTS = {
  body: { size: 10, color: INK, bold: false },
  strong: { size: 10, color: INK, bold: true },
  muted: { size: 9, color: MUTED, bold: false },
  header: { size: 10, color: 'FFFFFFFF', bold: true },
  title: { size: 16, color: NAVY, bold: true },
  section: { size: 12, color: NAVY, bold: true },
  link: { size: 10, color: NAVY, bold: false },
} as const

const FILLS = { header: NAVY, band: 'FFEAF0F6', input: 'FFFFF9E5', quiet: 'FFF7F8FA' } as const

const BORDERS = {
  cell: '<left style="thin"><color rgb="FFD0D7DE"/></left><right style="thin"><color rgb="FFD0D7DE"/></right><top style="thin"><color rgb="FFD0D7DE"/></top><bottom style="thin"><color rgb="FFD0D7DE"/></bottom><diagonal/>',
  first:
    '<left style="thin"><color rgb="FFD0D7DE"/></left><right style="thin"><color rgb="FFD0D7DE"/></right><top style="medium"><color rgb="FF1F3A5F"/></top><bottom style="thin"><color rgb="FFD0D7DE"/></bottom><diagonal/>',
} as const

interface Style {
  readonly font: keyof typeof FONTS
  readonly fill?: keyof typeof FILLS
  readonly border?: keyof typeof BORDERS
  readonly indent?: number
  readonly middle?: boolean
  readonly centre?: boolean
  /** The cell may be written in: it is not locked, and what is typed stays text. */
  readonly open?: boolean
}

const STYLES = {
  plain: { font: 'body' },
  title: { font: 'title', middle: true },
  section: { font: 'section', middle: true },
  subtitle: { font: 'muted', middle: true },
  header: { font: 'header', fill: 'header', border: 'cell', middle: true },
  id: { font: 'strong', fill: 'band', border: 'first' },
  question: { font: 'strong', fill: 'band', border: 'first' },
  answer: { font: 'body', fill: 'input', border: 'first', open: true },
  choice: { font: 'strong', fill: 'input', border: 'first', open: true, centre: true },
  shut: { font: 'muted', fill: 'quiet', border: 'first' },
  criterion: { font: 'body', border: 'cell', indent: 1 },
  tick: { font: 'body', fill: 'input', border: 'cell', open: true, centre: true },
  blank: { font: 'muted' },
  help: { font: 'muted', fill: 'quiet', border: 'cell' },
  text: { font: 'body' },
  label: { font: 'strong' },
  cell: { font: 'body', border: 'cell' },
  link: { font: 'link', border: 'cell' },
  number: { font: 'body', border: 'cell', centre: true },
} satisfies Record<string, Style>

export type StyleName = keyof typeof STYLES

const names = Object.keys(STYLES) as StyleName[]

/** The number by which cells name a style; 0 is the default of the workbook. */
export const styleIndex = (name: StyleName): number => names.indexOf(name) + 1

/** `xl/styles.xml`. */
export function stylesXml(): string {
  const [fonts, fills, borders] = [Object.keys(FONTS), Object.keys(FILLS), Object.keys(BORDERS)]
  const fontXml = ({ size, color, bold }: (typeof FONTS)[keyof typeof FONTS]) =>
    `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><color rgb="${color}"/><name val="${FONT}"/><family val="2"/></font>`
  const styleXml = (style: Style): string => {
    const fill = style.fill === undefined ? 0 : fills.indexOf(style.fill) + 2
    const border = style.border === undefined ? 0 : borders.indexOf(style.border) + 1
    const alignment = `<alignment${style.centre ? ' horizontal="center"' : ''} vertical="${style.middle ? 'center' : 'top'}" wrapText="1"${style.indent === undefined ? '' : ` horizontal="left" indent="${style.indent}"`}/>`
    // 49 is the built-in format «text»: what is typed is never taken for a number, a day or a formula.
    return `<xf numFmtId="${style.open ? 49 : 0}" fontId="${fonts.indexOf(style.font)}" fillId="${fill}" borderId="${border}" xfId="0"${style.open ? ' applyNumberFormat="1"' : ''} applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1">${alignment}<protection locked="${style.open ? 0 : 1}"/></xf>`
  }
  const list = (name: string, items: readonly string[]) => `<${name} count="${items.length}">${items.join('')}</${name}>`
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    list('fonts', Object.values(FONTS).map(fontXml)),
    list('fills', [
      '<fill><patternFill patternType="none"/></fill>',
      '<fill><patternFill patternType="gray125"/></fill>',
      ...Object.values(FILLS).map((color) => `<fill><patternFill patternType="solid"><fgColor rgb="${color}"/><bgColor indexed="64"/></patternFill></fill>`),
    ]),
    list('borders', ['<border><left/><right/><top/><bottom/><diagonal/></border>', ...Object.values(BORDERS).map((sides) => `<border>${sides}</border>`)]),
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    list('cellXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>', ...names.map((name) => styleXml(STYLES[name]))]),
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
    '<dxfs count="0"/><tableStyles count="0"/></styleSheet>',
  ].join('')
}
