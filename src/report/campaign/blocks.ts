// Small makers of the blocks that a campaign's pages hold, so that every field is always there.
import type { CampaignBlock, CampaignSection, Grid, GridCell, GridColumn, GridRow, Link } from './types.ts'

type Extra = Partial<Pick<GridCell, 'href' | 'lines' | 'links' | 'sub'>>

const cell = (text: string, style: GridCell['style'], extra: Partial<GridCell> = {}): GridCell => ({
  head: false,
  style,
  text,
  href: '',
  svg: '',
  lines: [],
  links: [],
  sub: '',
  ...extra,
})
export const head = (text: string, extra: Extra = {}): GridCell => cell(text, '', { ...extra, head: true })
export const text = (value: string, extra: Extra = {}): GridCell => cell(value, '', extra)
export const number = (value: string, sub = ''): GridCell => cell(value, 'n', { sub })
export const drawing = (svg: string): GridCell => cell('', 'd', { svg })
export const links = (list: readonly Link[], more = ''): GridCell => cell('', '', { links: list, sub: more })

export const row = (cells: readonly GridCell[], extra: Partial<Omit<GridRow, 'cells'>> = {}): GridRow => ({ id: '', at: '', facets: '', ...extra, cells })

/** Column names ending in `#` are of numbers, set to the right; in `*`, of long texts that need the room. */
export const grid = (
  caption: string,
  columns: readonly string[],
  rows: readonly GridRow[],
  { captioned = false, style = '', empty = '' }: Partial<Pick<Grid, 'captioned' | 'style' | 'empty'>> = {},
): Grid => ({ caption, captioned, style, empty, columns: columns.map(column), rows })
const column = (name: string): GridColumn => ({ text: name.replace(/[#*]$/, ''), style: name.endsWith('#') ? 'n' : name.endsWith('*') ? 'wide' : '' })

export const paragraph = (value: string, tone: 'plain' | 'lead' | 'quiet' | 'strong' = 'plain'): CampaignBlock => ({ kind: 'paragraph', text: value, tone })
export const list = (items: readonly string[]): CampaignBlock => ({ kind: 'list', items, ordered: false })
export const gridBlock = (...args: Parameters<typeof grid>): CampaignBlock => ({ kind: 'grid', grid: grid(...args) })

export const section = (
  depth: 2 | 3 | 4,
  anchor: string,
  title: string,
  blocks: readonly CampaignBlock[],
  extra: Partial<Pick<CampaignSection, 'short' | 'book' | 'long'>> = {},
): CampaignSection => ({ anchor, depth, title, short: title, book: '', long: false, ...extra, blocks })
