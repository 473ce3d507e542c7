// Horizontal bars as inline SVG: solid for what evidence sustains, hatched for what is still open, outlined for what is declared.
// Colours come from the document's style by class, so the chart follows the dark scheme and prints in black and white.
import { escapeHtml } from './escape.ts'
import type { Bar, Chart } from './view/types.ts'

/** Where things stand: labels beside the bars on wide screens and paper, above them on a phone. */
interface Layout {
  readonly width: number
  readonly label: number
  readonly above: number
  readonly number: number
  readonly chars: number
}

const BAR = 12
const ROW = 21
/** Many bars stand closer, so that the page that decides stays one page. */
const [MANY, TIGHT] = [5, 17]
/** `number` is the room for `100.0 %–100.0 %`; `chars` the longest label that fits, the summary holds the whole of it. */
const WIDE: Layout = { width: 680, label: 210, above: 0, number: 120, chars: 34 }
const NARROW: Layout = { width: 350, label: 0, above: 18, number: 112, chars: 52 }

/** The chart in both layouts, of which the style shows one. Its caption, or the text above it, says its title: its name is what it shows. `id` must be unique in the document. */
export const barChart = (chart: Chart, id: string): string =>
  `${draw(chart, id, { ...WIDE, label: chart.compact ? 0 : WIDE.label }, 'wide')}${draw(chart, `${id}-n`, { ...NARROW, above: chart.compact ? 0 : NARROW.above }, 'narrow')}`

function draw({ bars, summary }: Chart, id: string, layout: Layout, name: string): string {
  const spacing = bars.length > MANY && layout.above === 0 ? TIGHT : ROW
  const row = spacing + layout.above
  const height = bars.length * row
  return [
    `<svg class="bars ${name}" viewBox="0 0 ${layout.width} ${height}" role="img" aria-labelledby="${id}-d" preserveAspectRatio="xMinYMin meet">`,
    `<desc id="${id}-d">${escapeHtml(summary)}</desc>`,
    bars.some((bar) => bar.low !== bar.high) ? hatch(id) : '',
    `<line class="axis" x1="${layout.label}" y1="0" x2="${layout.label}" y2="${height}"/>`,
    ...bars.map((bar, index) => barRow(bar, index * row, spacing, layout, id)),
    '</svg>',
  ].join('')
}

const hatch = (id: string): string =>
  `<defs><pattern id="${id}-h" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="5" height="5"/><rect class="hatch-line" width="1.6" height="5"/></pattern></defs>`

function barRow(bar: Bar, top: number, spacing: number, { label: x, width, number, above, chars }: Layout, id: string): string {
  const y = top + above + (spacing - BAR) / 2
  const at = (percent: number) => round((percent / 100) * (width - x - number))
  const end = Math.max(at(bar.high), bar.declared === null ? 0 : at(bar.declared))
  const middle = top + above + spacing / 2 + 4.5
  const labelAt = above > 0 ? `x="6" y="${top + above - 4}"` : `x="0" y="${middle}"`
  return [
    bar.label === '' ? '' : `<text class="label" ${labelAt}>${escapeHtml(shorten(bar.label, chars))}</text>`,
    bar.declared === null || bar.declared <= 0 ? '' : `<rect class="declared" x="${x}" y="${y - 2}" width="${at(bar.declared)}" height="${BAR + 4}"/>`,
    bar.high > bar.low
      ? `<rect class="open" x="${round(x + at(bar.low))}" y="${y}" width="${round(at(bar.high) - at(bar.low))}" height="${BAR}" fill="url(#${id}-h)"/>`
      : '',
    bar.low > 0 ? `<rect class="sustained" x="${x}" y="${y}" width="${at(bar.low)}" height="${BAR}"/>` : '',
    `<text class="number" x="${round(x + end + 8)}" y="${middle}">${escapeHtml(bar.text)}</text>`,
  ].join('')
}

const shorten = (label: string, chars: number): string => (label.length <= chars ? label : `${label.slice(0, chars - 1).replace(/[\uD800-\uDBFF]$/, '')}…`)
const round = (value: number): number => Math.round(value * 10) / 10
