// One rulebook over the whole campaign: the numbers that decide, how indices spread, grades, kinds of institution and topics.
import type { CampaignRulebook } from '../../../model/campaign.ts'
import type { AppliedOverlay } from '../../../model/overlay.ts'
import { INSTITUTION_KINDS } from '../../../model/basics.ts'
import { UNDETERMINED } from '../../../model/campaign-words.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { percent } from '../../../util/rounding.ts'
import type { Chart, Panel } from '../../view/types.ts'
import { overlayTable } from '../../overlay.ts'
import { drawing, gridBlock, head, number, paragraph, row, section, text } from '../blocks.ts'
import { knownStandsOf, lows, standsOf, type CampaignContext } from '../context.ts'
import { median } from '../../../util/median.ts'
import { histogram, rangeBar, shareBar } from '../drawings.ts'
import type { CampaignBlock, CampaignSection } from '../types.ts'

/** The figures of all institutions together, then how they spread. `book` is the rulebook's place among several. */
export function overviewSections(context: CampaignContext, rulebook: CampaignRulebook, book: string): readonly CampaignSection[] {
  const w = context.words
  const panel = panelOf(context, rulebook)
  const anchor = (name: string) => `c${book}-${name}`
  const { compliance, declared, overlay } = rulebook
  const intro = overlay ? [paragraph(overlayTable(overlay, context.lang).intro, 'strong')] : []
  const blocks: CampaignBlock[] = panel
    ? [
        { kind: 'panel', panel },
        ...(compliance && declared ? [paragraph(w.panorama.lead(context.percent(declared.median), context.percent(compliance.median)), 'lead')] : []),
        ...silent(context, rulebook),
        ...distribution(context, rulebook, book),
      ]
    : [paragraph(absent(context, rulebook)), ...silent(context, rulebook)]
  return [
    section(2, anchor('conjunto'), context.pick(rulebook.title), [...intro, ...blocks], { book }),
    section(3, anchor('niveles'), w.panorama.grades, [grades(context, rulebook)], { book }),
    section(3, anchor('tipos'), w.sections.kinds, [kinds(context, rulebook)], { book }),
    section(3, anchor('temas'), w.sections.topics, topics(context, rulebook), { book }),
    ...(overlay ? [changesOf(context, overlay, anchor('adaptacion'), book)] : []),
  ]
}

/** Every change of the overlay that the campaign was run with. */
function changesOf({ lang }: CampaignContext, overlay: AppliedOverlay, anchor: string, book: string): CampaignSection {
  const { title, columns, rows } = overlayTable(overlay, lang)
  const lines = rows.map((cells) => row(cells.map((cell, at) => (at === 0 ? head(cell) : text(cell)))))
  return section(3, anchor, title, [gridBlock(title, columns, lines)], { book })
}

/** Why there are no figures: nobody has an index, or too few do for it to be shown. */
function absent({ campaign, words }: CampaignContext, { histogram }: CampaignRulebook): string {
  return campaign.anonymous && histogram.compliance.slice(0, 10).some((n) => n !== 0)
    ? words.panorama.fewIndices(campaign.method.smallCell)
    : words.panorama.noIndex
}

/** How many answered nothing, and that no figure counts them. */
function silent({ words }: CampaignContext, { grades: counts }: CampaignRulebook): readonly CampaignBlock[] {
  const n = counts[UNDETERMINED] ?? 0
  return n === 0 ? [] : [paragraph(words.panorama.silent(n))]
}

function panelOf(context: CampaignContext, { compliance, declared, coverage }: CampaignRulebook): Panel | null {
  if (compliance === null) return null
  const { panorama: w } = context.words
  const show = context.percent
  return {
    label: w.sustained,
    value: show(compliance.median),
    note: w.sustainedNote,
    figures: [
      { label: w.declared, value: show(declared?.median ?? null), note: w.declaredNote, wide: true },
      { label: w.coverage, value: show(coverage?.median ?? null), note: w.coverageNote, wide: false },
      { label: w.count, value: formatNumber(compliance.institutions), note: w.countNote(context.campaign.totals.assessed), wide: false },
    ],
    minor: [
      { label: w.middle, value: w.between(show(compliance.q1), show(compliance.q3)) },
      { label: w.mean, value: show(compliance.mean) },
      { label: w.extremes, value: w.between(show(compliance.low), show(compliance.high)) },
    ],
  }
}

function distribution(context: CampaignContext, rulebook: CampaignRulebook, book: string): readonly CampaignBlock[] {
  const { panorama: w, columns } = context.words
  const { compliance, declared } = rulebook.histogram
  const bins = [...Array.from({ length: 10 }, (_, at) => w.binOf(at * 10)), w.withoutIndex]
  const short = bins.map((bin, at) => (at < 10 ? bin.replace(/(\d+)\.9/, '$1').replace(/[  ]?%$/, '') : w.withoutShort))
  const sum = (part: readonly (number | null)[]) => part.reduce<number>((total, one) => total + (one ?? 0), 0)
  // Of what is not all shown nothing is summed.
  const title = [...compliance, ...declared].includes(null) ? w.histogramHidden : w.histogram(sum(compliance.slice(0, 5)), sum(compliance.slice(0, 10)))
  const show = (n: number | null | undefined): string => (n === null ? context.words.hidden : formatNumber(n ?? 0))
  const summary = bins.map((bin, at) => w.binSummary(bin, show(compliance[at]), show(declared[at]))).join('. ')
  // Those without an index take a bin only when there are any.
  const drawn = compliance[10] !== 0 || declared[10] !== 0 ? short : short.slice(0, 10)
  const rows = bins.map((bin, at) => row([head(bin), number(show(compliance[at])), number(show(declared[at]))]))
  return [
    {
      kind: 'histogram',
      title,
      svg: histogram(rulebook.histogram, { summary, bins: drawn }, `hist${book}`),
      legend: { sustained: w.legendSustained, declared: w.legendDeclared },
    },
    {
      kind: 'folded',
      summary: w.asTable,
      grid: {
        caption: w.binsCaption,
        captioned: false,
        style: 'narrow',
        empty: '',
        columns: [
          { text: w.bin, style: '' },
          { text: columns.sustained, style: 'n' },
          { text: columns.declared, style: 'n' },
        ],
        rows,
      },
    },
  ]
}

/** Institutions by grade and, but in an anonymous copy, in which small counts are not shown, how many of the grades are provisional. */
function grades(context: CampaignContext, rulebook: CampaignRulebook): CampaignBlock {
  const { panorama: w, hidden, none } = context.words
  const counts = Object.values(rulebook.grades)
  const total = counts.includes(null) ? null : counts.reduce<number>((sum, n) => sum + (n ?? 0), 0)
  const bands = rulebook.bands
    .toSorted((a, b) => b.from - a.from)
    .map(({ id, title, from }) => ({ id, title: context.pick(title), from: context.percent(from) }))
  const known = new Set(bands.map(({ id }) => id))
  const others = Object.keys(rulebook.grades).filter((id) => !known.has(id))
  const otherNames = new Map([
    ['', w.noGrade],
    [UNDETERMINED, w.undetermined],
  ])
  const lines = [...bands, ...others.map((id) => ({ id, title: otherNames.get(id) ?? id, from: none }))]
  const graded = standsOf(context, rulebook).map(({ standing }) => standing.grade)
  const provisional = (id: string) => (known.has(id) ? formatNumber(graded.filter((grade) => grade?.band === id && grade.provisional).length) : none)
  const named = !context.campaign.anonymous
  return gridBlock(
    w.grades,
    [w.grade, `${w.from}#`, `${w.institutions}#`, ...(named ? [`${w.provisional}#`] : []), `${w.share}#`, context.words.columns.drawn],
    lines.map(({ id, title, from }) => {
      const n = rulebook.grades[id] === undefined ? 0 : rulebook.grades[id]
      const hides = n === null || total === null
      return row([
        head(title),
        number(from),
        number(n === null ? hidden : formatNumber(n)),
        ...(named ? [number(provisional(id))] : []),
        number(hides ? none : context.percent(total === 0 ? 0 : percent(n, total))),
        drawing(hides ? '' : shareBar([n], total)),
      ])
    }),
    { style: 'drawn' },
  )
}

function topics(context: CampaignContext, rulebook: CampaignRulebook): readonly CampaignBlock[] {
  const { panorama: w } = context.words
  const stands = knownStandsOf(context, rulebook)
  const least = context.campaign.anonymous ? context.campaign.method.smallCell : 1
  const bars = rulebook.topics
    .filter(({ id }) => stands.filter(({ standing }) => standing.topics[id]?.compliance).length >= least)
    .map((topic) => {
      const scores = stands.flatMap(({ standing }) => (standing.topics[topic.id] === undefined ? [] : [standing.topics[topic.id]]))
      const [sustained, declared] = (['compliance', 'declared'] as const).map((index) => median(lows(scores.map((score) => score?.[index] ?? null))))
      return { label: context.pick(topic.title), sustained: sustained ?? null, declared: declared ?? null }
    })
    .flatMap(({ label, sustained, declared }) =>
      sustained === null ? [] : [{ label, low: sustained, high: sustained, declared, text: context.percent(sustained) }],
    )
    .toSorted((a, b) => b.low - a.low)
  const lowest = bars.at(-1)
  if (!lowest) return [paragraph(absent(context, rulebook))]
  const tied = bars.filter(({ text }) => text === lowest.text).length
  const chart: Chart = {
    title: tied > 1 ? w.topicsTied(tied, lowest.text) : w.topicsTitle(lowest.label, lowest.text),
    summary: bars.map(({ label, text, declared }) => w.topicSummary(label, text, context.percent(declared))).join('. '),
    bars,
    compact: false,
    legend: { sustained: w.legendSustained, range: null, declared: w.legendDeclared },
  }
  return [{ kind: 'chart', chart }]
}

/** Medians by kind; in an anonymous campaign not of fewer than its method allows. */
function kinds(context: CampaignContext, rulebook: CampaignRulebook): CampaignBlock {
  const { columns: c, panorama: w } = context.words
  const { campaign } = context
  const order = (kind: string | null) => (kind === null ? INSTITUTION_KINDS.length : INSTITUTION_KINDS.findIndex((known) => known === kind))
  const stands = Map.groupBy(knownStandsOf(context, rulebook), (stand) => stand.row.kind)
  const groups = [...Map.groupBy(campaign.institutions, (item) => item.kind)].toSorted(([a], [b]) => order(a) - order(b))
  return gridBlock(
    w.kindsCaption,
    [`${c.kind}*`, `${c.listed}#`, `${c.assessed}#`, `${c.declared}#`, `${c.sustained}#`, c.drawn],
    groups.map(([kind, members]) => {
      const standings = (stands.get(kind) ?? []).map(({ standing }) => standing)
      const few = campaign.anonymous && standings.length < campaign.method.smallCell
      const middle = (index: 'compliance' | 'declared') => (few ? null : median(lows(standings.map((standing) => standing[index]))))
      const [sustained, declared] = [middle('compliance'), middle('declared')]
      const whole = (value: number | null) => (value === null ? null : { low: value, high: value })
      return row([
        head(kind === null ? context.words.filters.unknown : context.kindName(kind)),
        number(formatNumber(members.length)),
        number(formatNumber(members.filter(({ status }) => status === 'assessed').length)),
        number(context.percent(declared)),
        number(context.percent(sustained)),
        drawing(rangeBar(whole(sustained), whole(declared))),
      ])
    }),
    { style: 'drawn' },
  )
}
