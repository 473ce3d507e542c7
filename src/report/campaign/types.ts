// The shape of a campaign's pages: sections of blocks, as in the institution's report, with tables that carry drawings and links.
import type { Chart, Panel } from '../view/types.ts'

export interface Link {
  readonly href: string
  readonly text: string
}

/** `svg` is the only text that templates put in as it is: drawings made of numbers. */
export interface GridCell {
  /** The row's header. */
  readonly head: boolean
  readonly style: '' | 'n' | 'd'
  readonly text: string
  readonly href: string
  readonly svg: string
  readonly lines: readonly string[]
  readonly links: readonly Link[]
  readonly sub: string
}

/** `at`: places in the list of institutions, which filters look at; `facets`: what the filters choose from. */
export interface GridRow {
  readonly id: string
  readonly at: string
  readonly facets: string
  readonly cells: readonly GridCell[]
}
export interface GridColumn {
  readonly text: string
  readonly style: '' | 'n' | 'wide'
}
export interface Grid {
  readonly caption: string
  /** False where the heading above already says what the caption says. */
  readonly captioned: boolean
  readonly style: string
  /** Shown when the filter leaves no row. */
  readonly empty: string
  readonly columns: readonly GridColumn[]
  readonly rows: readonly GridRow[]
}

/** Institution × topic: cells are written out, `<td class="h7">62`, because there are so many. */
export interface Heat {
  readonly caption: string
  readonly empty: string
  readonly corner: string
  readonly topics: readonly { readonly id: string; readonly title: string }[]
  readonly medianLabel: string
  readonly medians: string
  readonly rows: readonly { readonly at: string; readonly name: string; readonly cells: string }[]
}

export type CampaignBlock =
  | { readonly kind: 'paragraph'; readonly text: string; readonly tone: 'plain' | 'lead' | 'quiet' | 'strong' }
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly ordered: boolean }
  | { readonly kind: 'panel'; readonly panel: Panel }
  | { readonly kind: 'chart'; readonly chart: Chart }
  | { readonly kind: 'histogram'; readonly title: string; readonly svg: string; readonly legend: { readonly sustained: string; readonly declared: string } }
  | { readonly kind: 'grid'; readonly grid: Grid }
  | { readonly kind: 'heat'; readonly heat: Heat }
  /** Folded until asked for. */
  | { readonly kind: 'folded'; readonly summary: string; readonly grid: Grid }

export interface CampaignSection {
  readonly anchor: string
  readonly depth: 2 | 3 | 4
  readonly title: string
  readonly short: string
  /** Which rulebook's it is; empty when of none in particular. */
  readonly book: string
  /** Long: laid out when it comes into view. */
  readonly long: boolean
  readonly blocks: readonly CampaignBlock[]
}
