// Small makers of the blocks that sections hold, so that every field is always there.
import type { Outcome } from '../../model/vocabulary.ts'
import type { Block, Cell, Column, Row, Section, Table, Tags } from './types.ts'

export const text = (value: string, sub: string | null = null): Cell => ({ text: value, sub, kind: 'text', outcome: null })
export const number = (value: string): Cell => ({ text: value, sub: null, kind: 'number', outcome: null })
export const date = (value: string): Cell => ({ text: value, sub: null, kind: 'date', outcome: null })
export const code = (value: string, sub: string | null = null): Cell => ({ text: value, sub, kind: 'code', outcome: null })
export const outcomeCell = (outcome: Outcome, word: string, sub: string | null = null): Cell => ({ text: word, sub, kind: 'outcome', outcome })

export const row = (cells: readonly Cell[], tags: Tags | null = null, anchor: string | null = null): Row => ({ cells, tags, anchor })

/** Column names ending in `#` are of numbers, set to the right; in `*`, of long texts that need the room. */
export const table = (caption: string, columns: readonly string[], rows: readonly Row[], captioned = true): Table => ({
  caption,
  captioned,
  columns: columns.map(column),
  rows,
})
const column = (name: string): Column => ({ text: name.replace(/[#*]$/, ''), number: name.endsWith('#'), wide: name.endsWith('*') })

export const paragraph = (value: string, tone: 'plain' | 'lead' | 'quiet' | 'strong' = 'plain'): Block => ({ kind: 'paragraph', text: value, tone })
export const list = (items: readonly string[], ordered = false): Block => ({ kind: 'list', items, ordered })
export const tableBlock = (...args: Parameters<typeof table>): Block => ({ kind: 'table', table: table(...args) })

export const section = (
  depth: 2 | 3 | 4,
  anchor: string,
  title: string,
  blocks: readonly Block[],
  extra: { short?: string; page?: boolean } = {},
): Section => ({ anchor, depth, title, short: extra.short ?? title, page: extra.page ?? false, blocks })

/** What the filters look at in a section: the requirements that it shows. */
export const tagsIn = ({ blocks }: Section): readonly Tags[] =>
  blocks.flatMap((block) => (block.kind === 'gap' ? [block.gap.tags] : block.kind === 'table' ? block.table.rows.flatMap(({ tags }) => tags ?? []) : []))

/** Where a section tells a requirement in full. */
export const anchorsIn = ({ blocks }: Section): readonly string[] =>
  blocks.flatMap((block) => (block.kind === 'gap' ? [block.gap.anchor] : block.kind === 'table' ? block.table.rows.flatMap(({ anchor }) => anchor ?? []) : []))
