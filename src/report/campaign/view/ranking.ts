// Who stands where among equals, with ranges drawn; the rest apart with the reason. And the heat map of institution × topic.
import type { CampaignRulebook, Rank, Standing } from '../../../model/campaign.ts'
import { UNRANKED } from '../../../model/campaign-words.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { drawing, grid, gridBlock, head, number, paragraph, row, section, text } from '../blocks.ts'
import { coverageOf, knownStandsOf, lows, membersOf, standsOf, type CampaignContext, type Stand } from '../context.ts'
import { median } from '../../../util/median.ts'
import { heatCell, rangeBar } from '../drawings.ts'
import { mainReport } from '../links.ts'
import type { CampaignBlock, CampaignSection, Grid, GridRow } from '../types.ts'

export function rankingSections(context: CampaignContext, rulebook: CampaignRulebook, book: string): readonly CampaignSection[] {
  const { ranking: w, sections, filters } = context.words
  const stands = standsOf(context, rulebook)
  const groups = rulebook.groups.map((group, index) => {
    const title = w.group(context.kindName(group.kind), group.members.length)
    return section(
      4,
      `c${book}-grupo-${index}`,
      title,
      [{ kind: 'grid' as const, grid: rankingGrid(context, title, membersOf(stands, group), filters.empty) }],
      { book, long: true },
    )
  })
  const apart = stands.filter(({ standing }) => standing.unranked !== undefined)
  return [
    section(
      3,
      `c${book}-clasificacion`,
      sections.ranking,
      [
        paragraph(w.intro(context.percent(context.campaign.method.rankCoverage))),
        ...(groups.length > 0 ? [paragraph(w.legend, 'quiet')] : [paragraph(w.nobody)]),
      ],
      { book },
    ),
    ...groups,
    ...(apart.length === 0
      ? []
      : [
          section(4, `c${book}-aparte`, w.apart(apart.length), [paragraph(w.apartIntro), { kind: 'grid', grid: apartGrid(context, apart) }], {
            book,
            long: true,
          }),
        ]),
  ]
}

/** The table of a group, in the order given. */
export function rankingGrid(context: CampaignContext, caption: string, stands: readonly Stand[], empty = ''): Grid {
  const { columns: c } = context.words
  const audited = stands.some(({ standing }) => standing.audited !== undefined)
  return grid(
    caption,
    [
      `${c.place}#`,
      `${c.institution}*`,
      `${c.sustained}#`,
      ...(audited ? [`${c.audited}#`] : []),
      c.drawn,
      `${c.declared}#`,
      `${c.coverage}#`,
      `${c.percentile}#`,
      `${c.bySector}#`,
      `${c.byBand}#`,
    ],
    stands.map((stand) => {
      const { standing } = stand
      const [kind, sector, band] = (['kind', 'sector', 'band'] as const).map((by) => standing.ranks.find((rank) => rank.by === by))
      return row(
        [
          number(kind ? placeOf(kind) : context.words.none),
          nameCell(context, stand),
          number(context.range(standing.compliance)),
          ...(audited ? [number(context.range(standing.audited ?? null))] : []),
          drawing(rangeBar(standing.compliance, standing.declared)),
          number(context.range(standing.declared)),
          number(context.percent(coverageOf(standing))),
          number(kind ? formatNumber(kind.percentile, 1) : context.words.none),
          number(ofGroup(sector, context)),
          number(ofGroup(band, context)),
        ],
        { at: String(stand.at) },
      )
    }),
    { style: 'drawn ranking', empty },
  )
}

/** Those that cannot be compared, by reason. */
function apartGrid(context: CampaignContext, stands: readonly Stand[]): Grid {
  const { columns: c, ranking: w, filters } = context.words
  const order = ({ standing }: Stand) => UNRANKED.findIndex((reason) => reason === standing.unranked)
  return grid(
    w.apart(stands.length),
    [`${c.institution}*`, c.why, `${c.sustained}#`, c.drawn, `${c.declared}#`, `${c.coverage}#`],
    stands.toSorted((a, b) => order(a) - order(b) || a.at - b.at).map((stand) => apartRow(context, stand)),
    { style: 'drawn', empty: filters.empty },
  )
}

const apartRow = (context: CampaignContext, stand: Stand): GridRow => {
  const { standing } = stand
  return row(
    [
      nameCell(context, stand),
      text(unrankedWords(context, standing)),
      number(context.range(standing.compliance)),
      drawing(rangeBar(standing.compliance, standing.declared)),
      number(context.range(standing.declared)),
      number(context.percent(coverageOf(standing))),
    ],
    { at: String(stand.at) },
  )
}

const unrankedWords = ({ shared, campaign, percent }: CampaignContext, { unranked }: Standing): string =>
  unranked === undefined ? '' : shared.unranked[unranked](percent(campaign.method.rankCoverage))
const nameCell = (context: CampaignContext, { row: item }: Stand) => head(context.nameOf(item.id), { href: mainReport(item, context.campaign.anonymous) })
const placeOf = ({ best, worst }: Rank): string => (best === worst ? formatNumber(best) : `${formatNumber(best)}–${formatNumber(worst)}`)
const ofGroup = (rank: Rank | undefined, { words }: CampaignContext): string => (rank ? words.ranking.placeOf(placeOf(rank), rank.of) : words.none)

/** Institution × topic: the low end of each topic's index. */
export function heatSection(context: CampaignContext, rulebook: CampaignRulebook, book: string): readonly CampaignSection[] {
  const { heat: w, sections, columns, filters } = context.words
  const stands = standsOf(context, rulebook)
  if (stands.length === 0 || rulebook.topics.length === 0) return []
  const lowOf = (standing: Standing, topic: string) => standing.topics[topic]?.compliance?.low ?? null
  const known = knownStandsOf(context, rulebook)
  const medians = rulebook.topics.map(({ id }) => median(lows(known.map(({ standing }) => standing.topics[id]?.compliance ?? null))))
  return [
    section(
      3,
      `c${book}-mapa`,
      sections.heat,
      [
        paragraph(w.intro),
        {
          kind: 'heat',
          heat: {
            caption: w.caption,
            empty: filters.empty,
            corner: columns.institution,
            topics: rulebook.topics.map(({ id, title }) => ({ id, title: context.pick(title) })),
            medianLabel: w.median,
            medians: medians.map(heatCell).join(''),
            rows: stands.map(({ at, row: item, standing }) => ({
              at: String(at),
              name: context.nameOf(item.id),
              cells: rulebook.topics.map(({ id }) => heatCell(lowOf(standing, id))).join(''),
            })),
          },
        },
      ],
      { book, long: true },
    ),
  ]
}

/** The first and the last of each compared group, the largest groups first, for the summary. At most `many` rows in all. */
export function extremeBlocks(context: CampaignContext, rulebook: CampaignRulebook, many: number): readonly CampaignBlock[] {
  const { ranking: w, columns: c } = context.words
  const stands = standsOf(context, rulebook)
  const groups = rulebook.groups.toSorted((a, b) => b.members.length - a.members.length).slice(0, Math.floor(many / (2 * EXTREMES)))
  if (groups.length === 0) return [paragraph(w.nobody)]
  const rows = groups.flatMap((group) => {
    const members = membersOf(stands, group)
    const shown = members.length <= 2 * EXTREMES ? members : [...members.slice(0, EXTREMES), ...members.slice(-EXTREMES)]
    return shown.map(({ row: { id }, standing }) => {
      const { compliance, declared, ranks } = standing
      const place = ranks.find(({ by }) => by === 'kind')
      return row([
        text(context.kindName(group.kind)),
        head(context.nameOf(id)),
        number(ofGroup(place, context)),
        number(context.range(compliance)),
        drawing(rangeBar(compliance, declared)),
        number(context.range(declared)),
      ])
    })
  })
  const columns = [c.kind, `${c.institution}*`, `${c.place}#`, `${c.sustained}#`, c.drawn, `${c.declared}#`]
  return [
    paragraph(w.intro(context.percent(context.campaign.method.rankCoverage))),
    paragraph(w.legend, 'quiet'),
    gridBlock(w.extremes(EXTREMES), columns, rows, { captioned: true, style: 'drawn' }),
  ]
}
const EXTREMES = 3
