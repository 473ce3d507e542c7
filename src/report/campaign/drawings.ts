// Drawings of a campaign as inline SVG, made of numbers; their colours come from the document's style by class.
import type { Range } from '../../model/assessment.ts'
import type { CampaignRulebook } from '../../model/campaign.ts'
import { escapeHtml } from '../escape.ts'

const SVG = '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
const box = (style: string, from: number, width: number, top = 2, height = 6): string =>
  width <= 0 ? '' : `<path class="${style}" d="M${from} ${top}h${round(width)}v${height}h${-round(width)}z"/>`

/** From 0 to 100: solid to the low end, pale to the high end, a line where the declared index stands. */
export function rangeBar(range: Range, declared: Range): string {
  if (range === null && declared === null) return ''
  const { low, high } = range ?? { low: 0, high: 0 }
  return `${SVG}${box('s', 0, low)}${box('o', low, high - low)}${declared === null ? '' : box('m', Math.min(99, declared.low), 1, 0, 10)}</svg>`
}

/** Parts of a whole side by side, in percent of it: unmet, partial, undetermined. */
export function shareBar(parts: readonly number[], whole: number): string {
  let from = 0
  const drawn = parts.map((part, index) => {
    const width = whole === 0 ? 0 : round((100 * part) / whole)
    const piece = box(['s', 'p', 'o'][index] ?? 'o', from, width)
    from = round(from + width)
    return piece
  })
  return `${SVG}${drawn.join('')}</svg>`
}

/** A cell of the heat map: ten steps, and the number. */
export const heatCell = (value: number | null): string =>
  value === null ? '<td>—' : `<td class="h${Math.min(9, Math.floor(value / 10))}">${Math.floor(value)}`

interface HistogramWords {
  readonly summary: string
  readonly bins: readonly string[]
}
const STEP = 60
const TALL = 150
const ROW = 34

/** How many institutions there are in each band of the index: upright on wide screens and paper, lying on a phone. `id` is unique in the document. */
export function histogram({ compliance, declared }: CampaignRulebook['histogram'], words: HistogramWords, id: string): string {
  const most = Math.max(1, ...[...compliance, ...declared].map((count) => count ?? 0))
  return upright(compliance, declared, most, words, id) + lying(compliance, declared, most, words, `${id}-n`)
}

type Counts = readonly (number | null)[]

/** The figure over a bar: none over nothing, a dot where it is not shown. */
const above = (style: string, x: number, count: number | null, top: number): string =>
  count === 0 ? '' : label(count === null ? 'small' : style, x, top - 4, figure(count), 'middle')
const figure = (count: number | null): string => (count === null ? '·' : String(count))

function upright(compliance: Counts, declared: Counts, most: number, words: HistogramWords, id: string): string {
  const height = (count: number) => round((count / most) * TALL)
  const base = TALL + 18
  const bars = words.bins.map((bin, index) => {
    const [solid, outline] = [compliance[index] ?? 0, declared[index] ?? 0]
    const x = index * STEP + 6
    return [
      bar('declared', x + 24.5, base - height(outline), 23, height(outline)),
      bar('sustained', x, base - height(solid), 24, height(solid)),
      above('number small', x + 12, compliance[index] ?? null, base - height(solid)),
      above('small', x + 36, declared[index] ?? null, base - height(outline)),
      label('', x + 24, base + 16, bin, 'middle'),
    ].join('')
  })
  return `${open('wide', words.bins.length * STEP, base + 22, words, id)}${bars.join('')}<line class="axis" x1="0" y1="${base}" x2="${words.bins.length * STEP}" y2="${base}"/></svg>`
}

function lying(compliance: Counts, declared: Counts, most: number, words: HistogramWords, id: string): string {
  const [left, room] = [78, 225]
  const width = (count: number) => round((count / most) * room)
  const bars = words.bins.map((bin, index) => {
    const [solid, outline] = [compliance[index] ?? 0, declared[index] ?? 0]
    const y = index * ROW + 4
    return [
      label('', 0, y + 17, bin, 'start'),
      bar('sustained', left, y, width(solid), 12),
      bar('declared', left, y + 13, width(outline), 11),
      label('number small', left + width(solid) + 5, y + 10.5, figure(compliance[index] ?? null), 'start'),
      label('small', left + width(outline) + 5, y + 23, figure(declared[index] ?? null), 'start'),
    ].join('')
  })
  const height = words.bins.length * ROW
  return `${open('narrow', 350, height, words, id)}${bars.join('')}<line class="axis" x1="${left}" y1="0" x2="${left}" y2="${height}"/></svg>`
}

const open = (name: string, width: number, height: number, { summary }: HistogramWords, id: string): string =>
  `<svg class="bars ${name}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-d" preserveAspectRatio="xMinYMin meet"><desc id="${id}-d">${escapeHtml(summary)}</desc>`
const bar = (style: string, x: number, y: number, width: number, height: number): string =>
  width <= 0 || height <= 0 ? '' : `<rect class="${style}" x="${x}" y="${round(y)}" width="${width}" height="${height}"/>`
const label = (style: string, x: number, y: number, text: string, anchor: string): string =>
  `<text${style === '' ? '' : ` class="${style}"`} x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${escapeHtml(text)}</text>`
const round = (value: number): number => Math.round(value * 10) / 10
