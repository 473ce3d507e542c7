// What a table of a campaign is, and how one is defined: each column once, with where its value comes from.
import type { TablesWords } from '../../i18n/es/tables.ts'

export type Cell = string | number | boolean | null

export interface Column {
  /** English and stable, for other programs; what it means stands in docs/campaign-tables.md. */
  readonly key: string
  /** `date`: YYYY-MM-DD. */
  readonly type: 'text' | 'integer' | 'number' | 'boolean' | 'date'
  /** In letters, for sheets. */
  readonly width: number
}

export interface Table {
  readonly name: string
  readonly columns: readonly Column[]
  /** Read anew at each call, one row at a time. */
  readonly rows: () => Iterable<readonly Cell[]>
}

/** A column together with its value for an item. */
export interface Field<Item> extends Column {
  readonly key: keyof TablesWords['columns']
  readonly of: (item: Item) => Cell | undefined
}

type Define = <Item>(key: keyof TablesWords['columns'], width: number, of: (item: Item) => Cell | undefined) => Field<Item>
const define =
  (type: Column['type']): Define =>
  (key, width, of) => ({ key, type, width, of })

export const text = define('text')
export const integer = define('integer')
export const number = define('number')
export const boolean = define('boolean')
export const date = define('date')

/** Makes a table of fields over items that are already in order. */
export const tableOf = <Item>(name: keyof TablesWords['sheets'], fields: readonly Field<Item>[], items: () => Iterable<Item>): Table => ({
  name,
  columns: fields.map(({ key, type, width }) => ({ key, type, width })),
  *rows() {
    for (const item of items()) yield fields.map(({ of }) => of(item) ?? null)
  },
})

/** Several ids in one cell. */
export const joined = (ids: readonly string[] | undefined): string | null => (ids === undefined || ids.length === 0 ? null : ids.join(' '))
