// Addresses of cells, as workbooks write them.

/** 0 → A, 26 → AA. */
export function columnName(index: number): string {
  let name = ''
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  return name
}

/** `AB12` → 27; −1 for what is no address. */
export function columnIndex(address: string): number {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(address)?.[0]
  return letters === undefined ? -1 : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

/** Column from 0, row from 1. */
export const addressOf = (column: number, row: number): string => `${columnName(column)}${row}`
