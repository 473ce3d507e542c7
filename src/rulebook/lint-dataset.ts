// What the schema cannot see in one table: a key that may not be shown, names and spellings that mean two things.
import type { Column, DatasetDef } from '../model/rulebook.ts'
import { fold } from '../util/fold.ts'
import { refers, type Report } from './reporter.ts'

/** Names that expressions use for something else. */
const RESERVED = new Set(['as_of', 'period', 'rows', 'constructor'])

export function lintDataset({ id = '', key, columns }: Partial<DatasetDef>, report: Report): void {
  if (!columns) return
  const names = columns.map((column) => column.name)
  refers(report, 'unknown-column', ['key'], key, names)
  const shown = columns.find((column) => column.name === key)
  if (key !== undefined && (shown?.personal || shown?.sensitive)) report('key-hidden', ['key'], { id: key })
  columns.forEach((column, index) => {
    const at = ['columns', index]
    if (names.indexOf(column.name) !== index) report('duplicate-id', [...at, 'name'], { id: column.name, other: id })
    if (RESERVED.has(column.name)) report('reserved-name', [...at, 'name'], { id: column.name })
    if (column.type === 'enum' && column.values === undefined) report('missing-key', at, { name: column.name, key: 'values' })
    if (column.type !== 'enum' && column.values !== undefined) report('values-not-enum', [...at, 'values'], { id: column.name, found: column.type })
    lintSpellings(valuesOf(column), [...at, 'values'], report)
  })
  lintSpellings(
    columns.map(({ name, aliases }) => ({ name, key: 'name', aliases })),
    ['columns'],
    report,
  )
}

interface Named {
  readonly name: string
  /** The key that holds the name. */
  readonly key: string
  readonly aliases: readonly string[]
}

const valuesOf = (column: Column): readonly Named[] => (column.values ?? []).map(({ value, aliases }) => ({ name: value, key: 'value', aliases }))

/** Spellings are told apart without case, accents or signs between: one that stands for two names is told at the second. */
function lintSpellings(items: readonly Named[], path: readonly PropertyKey[], report: Report): void {
  const owners = new Map<string, number>()
  const claim = (spelling: string, index: number, at: readonly PropertyKey[]): void => {
    const owner = owners.get(fold(spelling)) ?? index
    owners.set(fold(spelling), owner)
    // A column named twice has been told.
    if (owner !== index && !(at.at(-1) === 'name' && items[owner]?.name === spelling))
      report('same-spelling', [...path, index, ...at], { found: spelling, other: items[owner]?.name ?? '' })
  }
  items.forEach(({ name, key }, index) => claim(name, index, [key]))
  items.forEach(({ aliases }, index) => aliases.forEach((alias, n) => claim(alias, index, ['aliases', n])))
}
