// The cells of one sheet with their addresses. Rows without content are passed over, however many there are.
import { columnIndex } from '../util/cell-address.ts'
import { FormRefused } from './filled.ts'
import { fromWorkbook, readXml } from './xml.ts'

const MAX_ROWS = 20_000
const MAX_COLUMNS = 200

export interface RawCell {
  readonly text: string
  readonly odd?: 'formula' | 'error'
  readonly number?: number
}

export interface RawRow {
  /** As the sheet numbers it, from 1. */
  readonly row: number
  /** By column, from 0. */
  readonly cells: ReadonlyMap<number, RawCell>
}

/** Reads a sheet's part. Throws FormRefused when more rows have content than a form can have. */
export function readSheet(data: Uint8Array, part: string, strings: readonly string[]): RawRow[] {
  const rows: RawRow[] = []
  let row = 0
  let column = -1
  let cells = new Map<number, RawCell>()
  let type = 'n'
  let value = ''
  let inline = ''
  let formula = false
  let into: 'v' | 't' | undefined
  let guide = false
  readXml(data, part, {
    open: (name, attributes) => {
      if (name === 'row') {
        const given = Number(attributes()['r'])
        row = Number.isInteger(given) && given > row ? given : row + 1
        column = -1
        cells = new Map()
      } else if (name === 'c') {
        const { r, t } = attributes()
        column = r === undefined ? column + 1 : columnIndex(r)
        type = t ?? 'n'
        ;[value, inline, formula] = ['', '', false]
      } else if (name === 'f') formula = true
      else if (name === 'v') into = 'v'
      else if (name === 'rPh') guide = true
      else if (name === 't' && !guide) into = 't'
    },
    text: (text) => {
      if (into === 'v') value += text
      else if (into === 't') inline += text
    },
    close: (name) => {
      if (name === 'v' || name === 't') into = undefined
      else if (name === 'rPh') guide = false
      else if (name === 'c' && column >= 0 && column < MAX_COLUMNS) {
        const cell = cellOf(type, value, inline, formula, strings)
        if (cell) cells.set(column, cell)
      } else if (name === 'row' && cells.size > 0 && rows.push({ row, cells }) > MAX_ROWS) throw new FormRefused('too-many-rows', String(MAX_ROWS))
    },
  })
  return rows
}

function cellOf(type: string, value: string, inline: string, formula: boolean, strings: readonly string[]): RawCell | undefined {
  if (formula) return { text: value, odd: 'formula' }
  switch (type) {
    case 's':
      return textCell(strings[Number(value)] ?? '')
    case 'inlineStr':
      return textCell(fromWorkbook(inline))
    case 'b':
      return { text: value === '1' || value === 'true' ? 'true' : 'false' }
    case 'e':
      return { text: value, odd: 'error' }
    case 'd':
      return textCell(value.slice(0, 10))
    case 'n': {
      const number = Number(value)
      return value.trim() === '' ? undefined : { text: value, ...(Number.isFinite(number) ? { number } : {}) }
    }
    default:
      return textCell(fromWorkbook(value))
  }
}

const textCell = (text: string): RawCell | undefined => (text === '' ? undefined : { text })
